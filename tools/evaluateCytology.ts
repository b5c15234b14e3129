/**
 * Measures ThyroidEffi on pictures whose block it never saw: macro F1 with its interval beside baselines, calibration
 * across folds, and how long a thousand pictures take. Usage: npm run evaluate:cytology [-- --part quality|speed|typicality] [--data FOLDER]
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Reliability, reliabilityInTenths } from '../app/pack/reliability.ts';
import { groupsOf } from '../app/statistics/bootstrap.ts';
import { classMeasures, confusionMatrix } from '../app/statistics/severalClasses.ts';
import { classPrior, colourHistogram, logisticByFold } from './cytology/baselines.ts';
import { blockIntervals } from './cytology/blockBootstrap.ts';
import { EVALUATION, type Evaluation } from './cytology/evaluation.ts';
import { heldOutLogits, SYSTEMS } from './cytology/heldOut.ts';
import { foldsByBlock, readColour, readSmears } from './cytology/smears.ts';
import {
  calibratedByFold,
  calibrationError,
  fitTemperature,
  softmax,
  surenessBands,
} from './cytology/temperature.ts';
import { secondsFor } from './cytology/throughput.ts';
import { typicality } from './cytology/typicality.ts';
import type { Figure } from './figure.ts';
import { printReliability } from './printReliability.ts';
import { DATASETS } from './trainingData.ts';

const FOLDS = 5;
const PACK = path.resolve(import.meta.dirname, '../models/packs/thyroid-effi-1.0.0');

const option = (name: string): string | undefined => {
  const at = process.argv.indexOf(name);
  return at > 0 ? process.argv[at + 1] : undefined;
};
const folder = path.resolve(option('--data') ?? path.join(DATASETS, 'fnab'));
if (!existsSync(folder)) {
  console.error(`The data folder ${folder} is not here: nothing was measured.`);
  process.exit(2);
}
const part = option('--part');
const all = readSmears(folder);
if (!part || part === 'quality') await quality();
if (!part || part === 'typicality') await typicality(PACK, all);
if (!part || part === 'speed') await speed();

async function quality(): Promise<void> {
  const everyFold = foldsByBlock(all, FOLDS);
  const classes = [...new Set(all.map((row) => row.label))];
  const { logits: asked, from } = await heldOutLogits(all, everyFold);
  const measured = all.flatMap((_, i) => (asked.basic[i] ? [i] : []));
  const rows = measured.map((i) => all[i]!);
  const folds = measured.map((i) => everyFold[i]!);
  const logits = {
    basic: measured.map((i) => asked.basic[i]!),
    premium: measured.map((i) => asked.premium[i]!),
  };
  const on = `${path.basename(folder)}, ${FOLDS} folds of whole blocks, ${rows.length} of ${all.length} pictures`;
  const truth = rows.map((row) => classes.indexOf(row.label));
  const blocks = groupsOf(rows.map((row) => row.block)).map((pictures) => ({
    label: truth[pictures[0]!]!,
    pictures,
  }));
  const histograms = [];
  for (const row of all) histograms.push(colourHistogram(await readColour(row.file)));

  const measure = (shares: readonly (readonly number[])[]) => {
    const answers = truth.map((t, i) => ({ truth: t, probabilities: shares[i]! }));
    const of = (cases: readonly number[]) => {
      const { accuracy, macroF1, macroAuc, brier, f1 } = classMeasures(
        cases.map((i) => answers[i]!),
        classes.length,
      );
      return {
        macroF1,
        macroAuc,
        accuracy,
        brier,
        ...Object.fromEntries(f1.map((v, c) => [`F1 ${classes[c]}`, v])),
      };
    };
    return {
      value: of(truth.map((_, i) => i)) as Record<string, number>,
      interval: blockIntervals(blocks, of),
      confusion: confusionMatrix(answers, classes.length),
    };
  };
  // Baselines learn from every picture of the other folds, also of folds whose networks are missing.
  const everyTruth = all.map((row) => classes.indexOf(row.label));
  const ofMeasured = (shares: number[][]) => measured.map((i) => shares[i]!);
  const prior = measure(ofMeasured(classPrior(everyTruth, everyFold, classes.length)));
  const colours = measure(ofMeasured(logisticByFold(histograms, everyTruth, everyFold, classes.length)));

  console.log(`${on}, ${blocks.length} blocks; answers: ${from}`);
  console.log('intervals: 95%, bootstrap over the blocks of each class\n');
  print('baseline: class prior', prior);
  print('baseline: colours alone (histogram, logistic regression)', colours);
  const systems = {} as Evaluation['systems'];
  for (const system of SYSTEMS) {
    const raw = logits[system];
    const shares = calibratedByFold(raw, truth, folds);
    const figures = measure(shares);
    print(`ThyroidEffi ${system}, calibrated across folds`, figures);
    const before = calibrationError(
      raw.map((one) => softmax(one)),
      truth,
    );
    const after = calibrationError(shares, truth);
    const temperature = fitTemperature(raw, truth);
    console.log(
      `    calibration error ${before.toFixed(3)} before, ${after.toFixed(3)} after (temperature ${temperature.toFixed(3)} over all folds)`,
    );
    console.log('    sureness of the likeliest class: said, pictures, right');
    const bands = surenessBands(shares, truth);
    for (const band of bands) {
      const share = band.pictures ? `${((100 * band.right) / band.pictures).toFixed(0)}%` : '–';
      console.log(
        `      ${Math.round(band.from * 100)}–${Math.round(band.to * 100)}%: ${band.pictures}, ${share}`,
      );
    }
    const reliability = reliabilityOf(shares, truth, on);
    printReliability(reliability);
    systems[system] = {
      temperature,
      bands,
      reliability,
      figures: figuresOf(figures, colours.value, after, on),
    };
  }
  const gain = blockIntervals(blocks, (cases) => ({
    gain: macroF1Of(logits.premium, cases) - macroF1Of(logits.basic, cases),
  })).gain!;
  const every = truth.map((_, i) => i);
  console.log(
    `\nPremium over Basic, macro F1: ${(macroF1Of(logits.premium, every) - macroF1Of(logits.basic, every)).toFixed(3)} (95% ${gain[0].toFixed(3)} to ${gain[1].toFixed(3)})`,
  );
  const evaluation: Evaluation = {
    data: path.basename(folder),
    classes,
    measured: rows.length,
    systems,
  };
  mkdirSync(path.dirname(EVALUATION), { recursive: true });
  writeFileSync(EVALUATION, `${JSON.stringify(evaluation, null, 2)}\n`);
  console.log(`Written to ${EVALUATION}\n`);

  function macroF1Of(raw: readonly (readonly number[])[], cases: readonly number[]): number {
    return classMeasures(
      cases.map((i) => ({ truth: truth[i]!, probabilities: raw[i]! })),
      classes.length,
    ).macroF1;
  }
}

type Measured = {
  value: Record<string, number>;
  interval: Record<string, [number, number]>;
  confusion: number[][];
};

function print(name: string, { value, interval, confusion }: Measured): void {
  console.log(name);
  for (const key of Object.keys(value)) {
    const [low, high] = interval[key]!;
    console.log(`    ${key}: ${value[key]!.toFixed(3)} (${low.toFixed(3)}–${high.toFixed(3)})`);
  }
  console.log(`    rows true, columns named: ${confusion.map((row) => row.join(' ')).join(' | ')}`);
}

/** How surely the likeliest class was named, and how often rightly; networks and temperature never saw the picture's fold. */
function reliabilityOf(
  shares: readonly (readonly number[])[],
  truth: readonly number[],
  on: string,
): Reliability {
  const tops = shares.map((share) => Math.max(...share));
  return {
    on,
    of: 'likeliest',
    simulated: false,
    command: 'npm run evaluate:cytology',
    bins: reliabilityInTenths(
      tops,
      shares.map((share, i) => share.indexOf(tops[i]!) === truth[i]),
    ),
  };
}

function figuresOf(
  { value, interval }: Measured,
  colours: Record<string, number>,
  error: number,
  on: string,
): Figure[] {
  const names: Record<string, string> = { macroF1: 'macro F1', macroAuc: 'macro AUC', accuracy: 'accuracy' };
  const figures: Figure[] = Object.keys(value)
    .filter((key) => key !== 'brier')
    .map((key) => ({
      name: names[key] ?? key,
      on,
      value: value[key]!,
      interval: interval[key]!,
      baseline: { name: 'colours alone', value: colours[key]! },
    }));
  return [...figures, { name: 'calibration error', on, value: error, interval: null, baseline: null }];
}

/** A thousand pictures from file to answer on two cores, as a folder of a clinic would be read. */
async function speed(): Promise<void> {
  const wanted = 1000;
  if (!existsSync(path.join(PACK, 'basic.onnx'))) {
    console.log('The pack is not here: the time was not measured.');
    return;
  }
  const { cpus, loadavg } = await import('node:os');
  for (const system of SYSTEMS) {
    const count = system === 'basic' ? wanted : 100;
    const seconds = await secondsFor(
      PACK,
      system,
      all.map((row) => row.file),
      count,
    );
    console.log(
      `${system}: ${count} pictures in ${seconds.toFixed(1)} s, ${((1000 * seconds) / count).toFixed(1)} s a thousand (${cpus().length} cores, load ${loadavg()[0]!.toFixed(1)})`,
    );
  }
}
