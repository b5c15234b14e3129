/**
 * Measures the malignancy packs on TN5000's validation split, which no training and no calibration saw: through
 * onnxruntime, at the product's own best detection, beside the class prior, the nodule's size alone, and (for
 * reading only) the drawn boxes. Then each system against its ablations on the same pictures.
 * Usage: npm run evaluate:malignancy [-- --json FILE]   (needs ../shared; about 5 minutes on 2 cores)
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { seededRandom } from '../app/morphology/random.ts';
import { binaryProbability } from '../app/opinion/answers.ts';
import { type PackManifest, packManifestSchema } from '../app/pack/manifest.ts';
import { type Reliability, reliabilityInTenths } from '../app/pack/reliability.ts';
import { sigmoid } from '../app/risk/calibrate.ts';
import { confusionAt, measuresOf } from '../app/statistics/atCutoff.ts';
import { auc } from '../app/statistics/auc.ts';
import { bootstrapIntervals } from '../app/statistics/bootstrap.ts';
import { brier, calibrationOf } from '../app/statistics/calibration.ts';
import { compareDelong } from '../app/statistics/delong.ts';
import { fitLogistic } from '../app/statistics/logistic.ts';
import { mean } from '../app/statistics/summary.ts';
import type { Figure } from './figure.ts';
import { ablations } from './malignancy/ablations.ts';
import { malignancyCases } from './malignancy/cases.ts';
import { openClassifier, type Scores, scoreAll, sizeFeatures } from './malignancy/classifier.ts';
import { EVALUATION, type Evaluation } from './malignancy/evaluation.ts';
import { folderOf, SYSTEMS } from './malignancy/systems.ts';
import { printReliability } from './printReliability.ts';
import { SHARED } from './trainingData.ts';

const ON = "tn5000 validation split, the product's own detections";
const CUTOFF = 0.5;
const COMMAND = 'npm run evaluate:malignancy';

if (!existsSync(SHARED)) {
  console.error(`The data folder ${SHARED} is not here: nothing was measured.`);
  process.exit(2);
}
const present = SYSTEMS.filter((system) => existsSync(path.join(folderOf(system), 'manifest.json')));
const networks = Object.fromEntries(
  await Promise.all(
    present.map(async (system) => [system.name, await openClassifier(fileOf(system), system)] as const),
  ),
);
const size = await sizeBaseline();
const scores = await scoreAll('validation', networks);
const evaluation: Evaluation = { command: COMMAND, systems: [] };
for (const system of present) {
  const manifest = packManifestSchema.parse(
    JSON.parse(readFileSync(path.join(folderOf(system), 'manifest.json'), 'utf8')),
  );
  const figures = figuresOf(manifest, scores[system.name]);
  print(system.name, figures, scores[system.name]);
  const sha256 = createHash('sha256')
    .update(readFileSync(fileOf(system)))
    .digest('hex');
  const reliability = reliabilityOf(manifest, scores[system.name]);
  printReliability(reliability);
  evaluation.systems.push({ name: system.name, sha256, figures, reliability });
}
compareSystems();
await compareAblations();

const at = process.argv.indexOf('--json');
const file = at > 0 ? path.resolve(process.argv[at + 1]) : EVALUATION;
mkdirSync(path.dirname(file), { recursive: true });
writeFileSync(file, `${JSON.stringify(evaluation, null, 2)}\n`);
console.log(`\nWritten to ${file}`);

function fileOf(system: (typeof SYSTEMS)[number]): string {
  return path.join(folderOf(system), 'classifier.onnx');
}

/** Pictures with a detection, and their outcomes: without one the product gives no opinion. */
function answered(all: Scores): { id: string; logit: number; outcome: number; drawn: number }[] {
  return all.flatMap(({ id, malignant, detected, drawn }) =>
    detected === null ? [] : [{ id, logit: detected, outcome: malignant ? 1 : 0, drawn }],
  );
}

function figuresOf(manifest: PackManifest, all: Scores): Figure[] {
  const cases = answered(all);
  const outcomes = cases.map((one) => one.outcome);
  const probabilities = cases.map((one) => binaryProbability(manifest, one.logit).probability);
  const statistics = (chosen: readonly number[]) => {
    const p = chosen.map((i) => probabilities[i]);
    const y = chosen.map((i) => outcomes[i]);
    const { sensitivity, specificity } = measuresOf(confusionAt(p, y, CUTOFF));
    const calibration = calibrationOf(p, y);
    return { auc: auc(p, y), sensitivity, specificity, brier: calibration.brier, slope: calibration.slope };
  };
  const every = cases.map((_, i) => i);
  const intervals = bootstrapIntervals(
    every.map((i) => [i]),
    statistics,
    seededRandom(20261122),
  );
  const values = statistics(every);
  const prior = mean(outcomes);
  const priorBrier = brier(
    outcomes.map(() => prior),
    outcomes,
  );
  const sizes = cases.map(({ id }) => size.get(id)!);
  const figure = (name: string, key: keyof typeof values, baseline: Figure['baseline'], on = ON): Figure => ({
    name,
    on,
    value: values[key],
    interval: intervals[key],
    baseline,
  });
  return [
    figure('malignancy AUC', 'auc', { name: 'size and shape of the box alone', value: auc(sizes, outcomes) }),
    figure(`sensitivity at ${CUTOFF}`, 'sensitivity', { name: 'always malignant', value: 1 }),
    figure(`specificity at ${CUTOFF}`, 'specificity', { name: 'always malignant', value: 0 }),
    figure('Brier score', 'brier', { name: 'class prior', value: priorBrier }),
    figure('calibration slope', 'slope', { name: 'perfect', value: 1 }),
    {
      name: 'malignancy AUC, drawn boxes',
      on: 'tn5000 validation split, drawn boxes',
      value: auc(
        cases.map((one) => one.drawn),
        outcomes,
      ),
      interval: null,
      baseline: null,
    },
  ];
}

/** Calibrated on the frames set aside, held against the validation split: neither saw these pictures. */
function reliabilityOf(manifest: PackManifest, all: Scores): Reliability {
  const cases = answered(all);
  return {
    on: `${cases.length} pictures of ${ON}`,
    of: 'positive',
    simulated: false,
    command: COMMAND,
    bins: reliabilityInTenths(
      cases.map((one) => binaryProbability(manifest, one.logit).probability),
      cases.map((one) => one.outcome),
    ),
  };
}

function print(name: string, figures: readonly Figure[], all: Scores): void {
  const silent = all.filter((one) => one.detected === null).length;
  console.log(`\n${name} (${all.length - silent} pictures answered, ${silent} without a detection)`);
  for (const { name: what, value, interval, baseline } of figures) {
    const spread = interval ? ` (${interval.map((v) => v.toFixed(3)).join('–')})` : '';
    const beside = baseline ? `   ${baseline.name} ${baseline.value.toFixed(3)}` : '';
    console.log(`  ${what.padEnd(30)} ${value.toFixed(3)}${spread}${beside}`);
  }
}

/** The shipped systems against each other, and the mean of their calibrated log-odds. */
function compareSystems(): void {
  if (present.length < 2) return;
  console.log('\nOne against another (DeLong, same pictures)');
  const logits = present.map((system) => answered(scores[system.name]));
  const outcomes = logits[0].map((one) => one.outcome);
  present.forEach((first, i) => {
    present.slice(i + 1).forEach((second, k) => {
      printComparison(
        `${first.name} − ${second.name}`,
        logits[i].map((one) => one.logit),
        logits[i + 1 + k].map((one) => one.logit),
        outcomes,
      );
    });
  });
}

async function compareAblations(): Promise<void> {
  const compared = (await ablations()).filter(({ of }) => scores[of]);
  if (compared.length === 0) return;
  console.log('\nAgainst ablations (DeLong, same pictures, same training images)');
  for (const { name, of, logits } of compared) {
    const both = answered(scores[of]).filter(({ id }) => logits.has(id));
    printComparison(
      `${of} − ${name}`,
      both.map((one) => one.logit),
      both.map(({ id }) => logits.get(id)!),
      both.map((one) => one.outcome),
    );
  }
}

function printComparison(name: string, first: number[], second: number[], outcomes: number[]): void {
  const { first: a, second: b, difference, interval, p } = compareDelong(first, second, outcomes);
  const sign = difference >= 0 ? '+' : '';
  console.log(
    `  ${name.padEnd(34)} ${a.auc.toFixed(4)} − ${b.auc.toFixed(4)} = ${sign}${difference.toFixed(4)} (${interval.map((v) => v.toFixed(4)).join(' to ')}), p ${p.toFixed(3)}`,
  );
}

/** Probability of malignancy from the box alone: logistic regression fitted on the frames set aside. */
async function sizeBaseline(): Promise<Map<string, number>> {
  const rows: number[][] = [];
  const outcomes: number[] = [];
  for await (const one of malignancyCases('aside')) {
    rows.push(sizeFeatures(one));
    outcomes.push(one.malignant ? 1 : 0);
  }
  const { coefficients } = fitLogistic(rows, outcomes);
  const probabilities = new Map<string, number>();
  for await (const one of malignancyCases('validation')) {
    const [width, shape] = sizeFeatures(one);
    probabilities.set(one.id, sigmoid(coefficients[0] + coefficients[1] * width + coefficients[2] * shape));
  }
  return probabilities;
}
