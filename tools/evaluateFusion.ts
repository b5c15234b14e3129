import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { FEATURE_NAMES } from '../app/case/assessment.ts';
import { DEMOGRAPHICS } from '../app/cohort/evidence.ts';
import { seededRandom } from '../app/morphology/random.ts';
import { type Reliability, reliabilityInTenths } from '../app/pack/reliability.ts';
import { calibrate, sigmoid } from '../app/risk/calibrate.ts';
import { fitCalibration, roundedCalibration } from '../app/risk/fitCalibration.ts';
import { auc, expectedAuc } from '../app/statistics/auc.ts';
import { bootstrapInterval } from '../app/statistics/bootstrap.ts';
import { fitLogistic } from '../app/statistics/logistic.ts';
import { againstPublished, MODALITIES, PUBLISHED_PATTERN, patternOf } from './cohortPattern.ts';
import type { Missing } from './cohortReader.ts';
import { heldOutCohort } from './heldOutCohort.ts';
import { printReliability } from './printReliability.ts';

/**
 * Calibrates the fusion network on the calibration pictures and measures it on the test pictures, all through
 * onnxruntime and beside the generator's own Bayes score. "Simulated labels" applies to every figure.
 * Where the cohort was not exported yet, its calibration and test cases are made first (some minutes).
 * Usage: npm run evaluate:fusion [-- --quick]   (--quick: no ablations; --limit N: first N cases, nothing written;
 * --rows [NAME,NAME…]: the ablations alone, all or those named, nothing written; `beside` for the questions beside them)
 */
const LOGS = path.resolve(import.meta.dirname, '../models/training/logs');
const COMMAND = 'npm run evaluate:fusion';

const cohort = await heldOutCohort();
const LIMIT = process.argv.includes('--limit')
  ? Number(process.argv[process.argv.indexOf('--limit') + 1])
  : Infinity;
const calibrationCases = cohort.indices('calibration').slice(0, LIMIT);
const testCases = cohort.indices('test').slice(0, LIMIT);
const truth = testCases.map((i) => cohort.cases[i]!.logOdds);
const whole = testCases.map((_, i) => i);
/** Enough for the questions beside the published rows; each costs a run of the network a case. */
const everySecond = whole.filter((i) => i % 2 === 0);
if (process.argv.includes('--rows')) {
  const named =
    process.argv[process.argv.indexOf('--rows') + 1]?.split(',') ?? PUBLISHED_PATTERN.map(({ name }) => name);
  await ablations(named);
  if (named.includes('beside')) await besideTheRows();
  process.exit(0);
}
const calibrationRuns = await cohort.runAll(calibrationCases, 'calibration');
const y = (indices: readonly number[]) => indices.map((i) => cohort.cases[i]!.positive);

const calibration = fitCalibration(
  calibrationRuns.map((r) => r.logit),
  y(calibrationCases),
);
console.log(
  `calibration: ${calibrationCases.length} cases of ${pictures(calibrationCases)} pictures; slope ${calibration.slope.toFixed(3)}, intercept ${calibration.intercept.toFixed(3)}, prevalence ${calibration.prevalence.toFixed(3)}`,
);

const runs = await cohort.runAll(testCases, 'test');
const labels = y(testCases);
const logits = runs.map((r) => r.logit);
const groups = groupsByPicture(testCases);
const aucOf = (scores: readonly number[]) => (cases: readonly number[]) =>
  auc(
    cases.map((i) => scores[i]!),
    cases.map((i) => labels[i]!),
  );
const interval = (statistic: (cases: readonly number[]) => number): [number, number] =>
  bootstrapInterval(groups, statistic, seededRandom(1), 500);
const shown = (statistic: (cases: readonly number[]) => number): string => {
  const [low, high] = interval(statistic);
  return `${statistic(whole).toFixed(3)} (${low.toFixed(3)}–${high.toFixed(3)})`;
};

console.log(
  `\ntest: ${testCases.length} cases of ${groups.length} pictures never trained on; simulated labels`,
);
console.log(`  AUC of the generator's own score (Bayes) ${shown(aucOf(truth))}`);
console.log(`  AUC of the network                       ${shown(aucOf(logits))}`);
console.log(
  `  difference                               ${shown((c) => aucOf(truth)(c) - aucOf(logits)(c))} (allowed: 0.03)`,
);
const baseline = logisticBaseline();
console.log(
  `  AUC of a logistic regression on measured numbers (no pictures, no report) ${shown(aucOf(baseline))}`,
);
for (const native of [true, false]) {
  const some = whole.filter((i) => cohort.cases[testCases[i]!]!.native === native);
  console.log(
    `  ${native ? 'own gland' : "other picture's gland"}: ${some.length} cases, network ${aucOf(logits)(some).toFixed(3)}, Bayes ${aucOf(truth)(some).toFixed(3)}`,
  );
}
const risks = logits.map((logit) => calibrate(logit, calibration).probability);
const brier = (p: readonly number[]) => (cases: readonly number[]) =>
  cases.reduce((sum, i) => sum + (p[i]! - labels[i]!) ** 2, 0) / cases.length;
console.log(`  Brier score, network ${shown(brier(risks))}, Bayes ${shown(brier(truth.map(sigmoid)))}`);
console.log(
  `  mean |risk − generator's risk| ${mean(whole.map((i) => Math.abs(risks[i]! - sigmoid(truth[i]!)))).toFixed(3)}`,
);
const held = whole.filter((i) => {
  const [low, high] = calibrate(logits[i]!, calibration).interval;
  return sigmoid(truth[i]!) >= low && sigmoid(truth[i]!) <= high;
});
console.log(
  `  interval holds the generator's own risk for ${((100 * held.length) / whole.length).toFixed(0)}% of cases (it speaks of the average case at that logit, not of one)`,
);

const reliability: Reliability = {
  on: `${testCases.length} held-out semi-synthetic cases of ${groups.length} pictures, at their prevalence of ${(100 * mean(labels)).toFixed(0)}%`,
  of: 'positive',
  simulated: true,
  command: COMMAND,
  bins: reliabilityInTenths(risks, labels),
};
console.log('');
printReliability(reliability);
console.log('\nrisk by distance to the capsule, test: network, generator');
for (const [from, to] of [
  [0, 0.5],
  [0.5, 1],
  [1, 2.5],
  [2.5, 4],
  [4, 6],
  [6, 99],
  [0, 2.5],
] as const) {
  const some = whole.filter(
    (i) => cohort.cases[testCases[i]!]!.distanceMm >= from && cohort.cases[testCases[i]!]!.distanceMm < to,
  );
  if (some.length > 0)
    console.log(
      `  ${from}–${to} mm: ${mean(some.map((i) => risks[i]!)).toFixed(3)}, ${mean(some.map((i) => sigmoid(truth[i]!))).toFixed(3)} of ${some.length}${to === 2.5 && from === 0 ? ' (published: above 0.72)' : ''}`,
    );
}

console.log('\nsex and age, log-odds (marginal fit): male, per 15 years');
const people = whole.map((i) => [
  cohort.cases[testCases[i]!]!.sex === 'M' ? 1 : 0,
  (cohort.cases[testCases[i]!]!.ageYears - 43) / 15,
]);
for (const [name, outcome] of [
  ['network', risks],
  ['generator', truth.map(sigmoid)],
] as const) {
  const { coefficients: b } = fitLogistic(people, outcome);
  console.log(`  ${name}: ${b[1]!.toFixed(2)}, ${b[2]!.toFixed(2)}`);
}
console.log(
  `  631 real patients (node tools/fitDemographics.ts): 0.93 ± 0.42, 0.05 ± 0.19; generator's direct effects ${DEMOGRAPHICS.male.toFixed(2)}, ${DEMOGRAPHICS.per15Years.toFixed(2)}`,
);

console.log('\nwhat each feature alone says: correlation of groupLogits with the generator’s part');
for (const [k, name] of FEATURE_NAMES.entries()) {
  const part = testCases.map((i) => cohort.partOf(i, name));
  console.log(
    `  ${name}: ${correlation(
      runs.map((r) => r.groups[k]!),
      part,
    ).toFixed(2)}`,
  );
}

const stageScores = [0, 1, 2].map((k) => runs.map((r) => r.stages[k]!));
const stageAuc = [1, 2, 3].map((stage) =>
  auc(
    stageScores[stage - 1]!,
    testCases.map((i) => (cohort.cases[i]!.stage === stage ? 1 : 0)),
  ),
);
const stageBayes = [1, 2, 3].map((stage) =>
  auc(
    testCases.map((i) => cohort.stageOddsOf(i)[stage - 1]!),
    testCases.map((i) => (cohort.cases[i]!.stage === stage ? 1 : 0)),
  ),
);
console.log(
  `\nstages, one against the rest: AUC ${stageAuc.map((v) => v.toFixed(3)).join(', ')}; Bayes ${stageBayes.map((v) => v.toFixed(3)).join(', ')} (published mean: 0.994 validation, 0.971 external, on real labels)`,
);

const metric = (
  name: string,
  value: number,
  of: [number, number] | null,
  base: { name: string; value: number } | null,
) => ({
  name,
  on: `${testCases.length} held-out semi-synthetic cases, simulated labels`,
  value: round(value),
  interval: of && ([round(of[0]), round(of[1])] as [number, number]),
  baseline: base,
  command: COMMAND,
});
const bayesAuc = aucOf(truth)(whole);
if (LIMIT === Infinity)
  writeFileSync(
    path.join(LOGS, 'fusion-evaluation.json'),
    `${JSON.stringify(
      {
        calibration: roundedCalibration(calibration),
        reliability,
        metrics: [
          metric('AUC', aucOf(logits)(whole), interval(aucOf(logits)), {
            name: 'logistic regression on measured numbers',
            value: round(aucOf(baseline)(whole)),
          }),
          metric('Bayes AUC of the generator', bayesAuc, interval(aucOf(truth)), null),
          metric(
            'AUC below Bayes by',
            bayesAuc - aucOf(logits)(whole),
            interval((c) => aucOf(truth)(c) - aucOf(logits)(c)),
            { name: 'allowed', value: 0.03 },
          ),
          metric('Brier score', brier(risks)(whole), interval(brier(risks)), {
            name: 'Bayes',
            value: round(brier(truth.map(sigmoid))(whole)),
          }),
        ],
      },
      null,
      2,
    )}\n`,
  );
if (LIMIT === Infinity)
  console.log(
    `\nwritten: ${path.join(LOGS, 'fusion-evaluation.json')}; node tools/packFusion.ts takes it into the manifest`,
  );

if (!process.argv.includes('--quick')) {
  await ablations(PUBLISHED_PATTERN.map(({ name }) => name));
  await besideTheRows();
}

/** Everything of one case but the location map of another: does the network read distance from the map itself? */
async function exchangeLocations(): Promise<void> {
  const own = everySecond.map((i) => testCases[i]!);
  const asIs = await cohort.runAll(own, 'own location');
  const step = Math.floor(own.length / 2) + 1;
  const donors = own.map((_, k) => own[(k + step) % own.length]!);
  const found = await cohort.runAll(own, 'location exchanged', new Set(), donors);
  const expected = own.map((i, k) => {
    const [a, b] = [cohort.cases[i]!, cohort.cases[donors[k]!]!];
    return a.logOdds - a.terms.location + b.terms.location;
  });
  console.log(
    `\nlocation map taken from another case, ${own.length} test cases: correlation of the logit with the generator's log-odds for that mixture ${correlation(
      found.map((r) => r.logit),
      expected,
    ).toFixed(3)} (with own map ${correlation(
      asIs.map((r) => r.logit),
      own.map((i) => cohort.cases[i]!.logOdds),
    ).toFixed(3)}); mean log-odds by the donor's distance: network, generator`,
  );
  for (const [from, to] of [
    [0, 0.5],
    [0.5, 2.5],
    [2.5, 4],
    [4, 99],
  ] as const) {
    const some = donors.flatMap((d, k) => {
      const { distanceMm } = cohort.cases[d]!;
      return distanceMm >= from && distanceMm < to ? [k] : [];
    });
    console.log(
      `  ${from}–${to} mm: ${mean(some.map((k) => found[k]!.logit)).toFixed(2)}, ${mean(some.map((k) => expected[k]!)).toFixed(2)} of ${some.length}`,
    );
  }
}

/** The published tables' rows on the same network, its other inputs taken away, beside what its inputs show. */
async function ablations(named: readonly string[]): Promise<void> {
  const indices = whole.map((i) => testCases[i]!);
  // Over all throws of the generator's coin, not the one that was thrown: the same quantity with less noise.
  const expected = truth.map(sigmoid);
  const ofTerms = patternOf(
    cohort.indices('calibration').map((i) => cohort.cases[i]!),
    indices.map((i) => cohort.cases[i]!),
  );
  const own = groupsByPicture(indices);
  console.log(
    `\nsame network with input taken away, ${indices.length} test cases: AUC expected over the labels (95%); best linear score of what the inputs show; published (Tables S8, S9; real labels, retrained)`,
  );
  for (const [k, row] of PUBLISHED_PATTERN.entries()) {
    if (!named.includes(row.name)) continue;
    const missing: Missing = new Set([
      ...MODALITIES.filter((modality) => !row.kept.includes(modality)),
      ...(row.transform ? [] : (['transform'] as const)),
    ]);
    const found = (await cohort.runAll(indices, row.name, missing)).map((r) => r.logit);
    const [low, high] = bootstrapInterval(
      own,
      (cases) =>
        expectedAuc(
          cases.map((i) => found[i]!),
          cases.map((i) => expected[i]!),
        ),
      seededRandom(1),
      300,
    );
    const value = expectedAuc(found, expected);
    console.log(
      `  ${row.name}: ${value.toFixed(3)} (${low.toFixed(3)}–${high.toFixed(3)}); ${ofTerms[k]!.toFixed(3)}; ${againstPublished(row, value)}`,
    );
  }
}

/** What else the card says, of every second case: is distance read from the map, and what does one view cost, or the scale? */
async function besideTheRows(): Promise<void> {
  await exchangeLocations();
  const expected = truth.map(sigmoid);
  console.log(`of every second case (${everySecond.length}):`);
  for (const [name, missing] of [
    ['one view', 'secondView'],
    ['scale unknown', 'scale'],
  ] as const) {
    const found = await cohort.runAll(
      everySecond.map((i) => testCases[i]!),
      name,
      new Set([missing]),
    );
    const value = expectedAuc(
      found.map((r) => r.logit),
      everySecond.map((i) => expected[i]!),
    );
    console.log(`  ${name}: ${value.toFixed(3)}`);
  }
}

/** Fitted on the calibration cases: what the plain numbers alone give. */
function logisticBaseline(): number[] {
  const { coefficients } = fitLogistic(calibrationCases.map(cohort.measuredNumbers), y(calibrationCases));
  return testCases.map((i) =>
    cohort.measuredNumbers(i).reduce((sum, value, k) => sum + value * coefficients[k + 1]!, coefficients[0]!),
  );
}

function groupsByPicture(indices: readonly number[]): number[][] {
  const byPicture = new Map<string, number[]>();
  for (const [at, i] of indices.entries()) {
    const { picture } = cohort.cases[i]!;
    byPicture.set(picture, [...(byPicture.get(picture) ?? []), at]);
  }
  return [...byPicture.values()];
}

function pictures(indices: readonly number[]): number {
  return new Set(indices.map((i) => cohort.cases[i]!.picture)).size;
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const [ma, mb] = [mean(a), mean(b)];
  const product = (x: readonly number[], mx: number, z: readonly number[], mz: number) =>
    mean(x.map((v, i) => (v - mx) * (z[i]! - mz)));
  return product(a, ma, b, mb) / Math.sqrt(product(a, ma, a, ma) * product(b, mb, b, mb));
}

function round(value: number): number {
  return Number(value.toFixed(4));
}
