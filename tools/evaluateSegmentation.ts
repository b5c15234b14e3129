/**
 * Measures the pack's nodule and gland networks on images they never saw, through the product's own
 * preparation and decoding, with baselines and bootstrap 95% intervals beside each figure.
 * Usage: npm run evaluate:segmentation [-- --only found|masks|frames|gland|alarms] [--json FILE]   (needs ../shared; about 3 minutes on 2 cores)
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { boxOverlap } from '../app/segmentation/looks.ts';
import { maskArea } from '../app/segmentation/mask.ts';
import { dice } from '../app/statistics/overlap.ts';
import { mean, median } from '../app/statistics/summary.ts';
import { constantMeanBox, constantMeanMask } from './segmentationBaselines.ts';
import { openSegmentation, PACK, type SegmentationNetworks } from './segmentationNetworks.ts';
import { ellipsesInTrueBoxes, interval, type Scored, unionOf } from './segmentationScores.ts';
import {
  readDdti,
  readGrey,
  readMask,
  readReferenceFrames,
  readTg3k,
  readTn5000,
  SHARED,
} from './trainingData.ts';

type Line = {
  role: 'nodule' | 'gland';
  /** Of the network file that was measured. */
  sha256: string;
  what: string;
  on: string;
  count: number;
  value: number;
  interval: [number, number] | null;
  wanted: number | null;
  baselines: Record<string, number>;
  notes?: string[];
};

if (!existsSync(SHARED)) {
  console.error(`The data folder ${SHARED} is not here: nothing was measured.`);
  process.exit(2);
}
/** From this score on the product calls a detection certain (the pack's `scoreThreshold`). */
const CERTAIN_SCORE = 0.3;
const networks = await openSegmentation(1);
const parts = {
  found: nodulesFound,
  masks: noduleMasks,
  frames: referenceFrames,
  gland: glands,
  alarms: falseAlarms,
};
const only = option('--only');
const lines: Line[] = [];
for (const [part, measure] of Object.entries(parts)) {
  if (only !== undefined && only !== part) continue;
  const measured = await measure(networks);
  print(measured);
  lines.push(...measured);
}
const file = path.resolve(option('--json') ?? '.cache/evaluate-segmentation.json');
mkdirSync(path.dirname(file), { recursive: true });
writeFileSync(file, `${JSON.stringify({ command: 'npm run evaluate:segmentation', lines }, null, 2)}\n`);
console.log(`\nWritten to ${file}`);

function option(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at > 0 ? process.argv[at + 1] : undefined;
}

/** TN5000 validation: does the best-scored detection's box reach IoU 0.5 with the drawn box? */
async function nodulesFound({ nodules }: SegmentationNetworks): Promise<Line[]> {
  const rows = readTn5000();
  const meanBox = constantMeanBox(rows.filter((row) => row.split === 'train'));
  const best: Scored[] = [];
  const any: number[] = [];
  const constant: number[] = [];
  const silent: string[] = [];
  for (const row of rows.filter((r) => r.split === 'val')) {
    const frame = await readGrey(row.file);
    const truth = row.boxIn(frame);
    const found = await nodules(frame);
    const hit = (i: number) => (found[i] && boxOverlap(found[i].box, truth) >= 0.5 ? 1 : 0);
    best.push({ group: row.id, value: hit(0) });
    any.push(found.some((_, i) => hit(i)) ? 1 : 0);
    constant.push(boxOverlap(meanBox(frame), truth) >= 0.5 ? 1 : 0);
    if (found.length === 0) silent.push(row.id);
  }
  const on = 'tn5000 validation split';
  return [
    line(
      'nodule',
      'nodule found, best detection box IoU ≥ 0.5',
      on,
      best,
      mean,
      0.92,
      { 'constant mean box': mean(constant) },
      [`any detection: ${share(mean(any))}; no detection at all in ${silent.length} images`],
    ),
  ];
}

/** DDTI held-out cases, full frames: all detections together against everything drawn. */
async function noduleMasks({ nodules }: SegmentationNetworks): Promise<Line[]> {
  const rows = readDdti();
  const constant = await constantMeanMask(rows.filter((r) => !r.heldOut).map((r) => r.mask));
  const all: Scored[] = [];
  const constants: number[] = [];
  const ellipses: number[] = [];
  const empty: string[] = [];
  for (const row of rows.filter((r) => r.heldOut)) {
    const frame = await readGrey(row.image);
    const truth = await readMask(row.mask);
    if (maskArea(truth) === 0) {
      empty.push(row.name);
      continue;
    }
    const found = (await nodules(frame)).map((n) => n.mask);
    all.push({ group: row.caseNumber, value: dice(unionOf(found, frame.width, frame.height), truth) });
    constants.push(dice(constant(frame.width, frame.height), truth));
    ellipses.push(dice(ellipsesInTrueBoxes(truth), truth));
  }
  const on = 'ddti held-out cases, full frames';
  const baselines = (statistic: (v: readonly number[]) => number) => ({
    'constant mean mask': statistic(constants),
    'ellipse in true box': statistic(ellipses),
  });
  const notes = [`frames with an empty mask, not counted: ${empty.join(', ') || 'none'}`];
  return [
    line('nodule', 'nodule mask Dice, mean', on, all, mean, 0.75, baselines(mean), notes),
    line('nodule', 'nodule mask Dice, median', on, all, median, 0.8, baselines(median)),
    line('nodule', 'nodule mask IoU, mean', on, all.map(asIou), mean, 0.65, {
      'constant mean mask': mean(constants.map(iouOfDice)),
      'ellipse in true box': mean(ellipses.map(iouOfDice)),
    }),
  ];
}

/** The four published frames of another hospital's machine: the best-scored detection. */
async function referenceFrames({ nodules }: SegmentationNetworks): Promise<Line[]> {
  const constant = await constantMeanMask(
    readDdti()
      .filter((r) => !r.heldOut)
      .map((r) => r.mask),
  );
  const scores: Scored[] = [];
  const ellipses: number[] = [];
  const constants: number[] = [];
  const notes: string[] = [];
  for (const { name, image, mask } of readReferenceFrames()) {
    const frame = await readGrey(image);
    const truth = await readMask(mask);
    const found = await nodules(frame);
    const value = found[0] ? dice(found[0].mask, truth) : 0;
    const ellipse = dice(ellipsesInTrueBoxes(truth), truth);
    scores.push({ group: name, value });
    ellipses.push(ellipse);
    constants.push(dice(constant(frame.width, frame.height), truth));
    notes.push(
      `${name}: ${value.toFixed(3)} (ellipse in true box ${ellipse.toFixed(3)}, ${found.length} found)`,
    );
  }
  const baselines = { 'constant mean mask': mean(constants), 'ellipse in true box': mean(ellipses) };
  const result = line(
    'nodule',
    'nodule mask Dice, mean',
    'four reference frames',
    scores,
    mean,
    0.85,
    baselines,
    notes,
  );
  return [{ ...result, interval: null }];
}

/** TG3K's last fifth, one block; neighbours are near-duplicates, so stretches of 25 frames are resampled. */
async function glands({ gland }: SegmentationNetworks): Promise<Line[]> {
  const rows = readTg3k();
  const constant = await constantMeanMask(rows.filter((r) => r.part === 'train').map((r) => r.mask));
  const scores: Scored[] = [];
  const constants: number[] = [];
  let missing = 0;
  for (const row of rows.filter((r) => r.part === 'heldOut')) {
    const frame = await readGrey(row.image);
    const truth = await readMask(row.mask);
    const found = await gland(frame);
    if (!found) missing++;
    scores.push({ group: String(Math.floor(row.number / 25)), value: found ? dice(found, truth) : 0 });
    constants.push(dice(constant(frame.width, frame.height), truth));
  }
  const on = 'tg3k last fifth, one block';
  const notes = [`no gland found in ${missing} frames (counted as 0)`];
  const values = scores.map((s) => s.value);
  notes.push(`median ${median(values).toFixed(3)}`);
  return [
    line(
      'gland',
      'gland mask Dice, mean',
      on,
      scores,
      mean,
      0.82,
      { 'constant mean mask': mean(constants) },
      notes,
    ),
    line('gland', 'gland mask IoU, mean', on, scores.map(asIou), mean, 0.72, {
      'constant mean mask': mean(constants.map(iouOfDice)),
    }),
  ];
}

/**
 * How often a nodule is reported where none is drawn: TG3K shows glands whose authors drew no nodule. A few
 * frames hold one all the same, so the share is an upper bound. Every fourth frame of the held-out block.
 */
async function falseAlarms({ nodules }: SegmentationNetworks): Promise<Line[]> {
  const rows = readTg3k().filter((row, i) => row.part === 'heldOut' && i % 4 === 0);
  const certain: Scored[] = [];
  let weak = 0;
  for (const row of rows) {
    const [best] = await nodules(await readGrey(row.image));
    certain.push({
      group: String(Math.floor(row.number / 25)),
      value: best && best.score >= CERTAIN_SCORE ? 1 : 0,
    });
    if (best && best.score < CERTAIN_SCORE) weak++;
  }
  return [
    line(
      'nodule',
      `frames without a drawn nodule on which one is reported (score ≥ ${CERTAIN_SCORE})`,
      'tg3k last fifth, every fourth frame',
      certain,
      mean,
      null,
      {},
      [`reported as weak besides: ${share(weak / rows.length)}`],
    ),
  ];
}

function asIou({ group, value }: Scored): Scored {
  return { group, value: iouOfDice(value) };
}

/** Of one frame: IoU = Dice / (2 − Dice). */
function iouOfDice(value: number): number {
  return value / (2 - value);
}

function line(
  role: Line['role'],
  what: string,
  on: string,
  scores: readonly Scored[],
  statistic: (values: readonly number[]) => number,
  wanted: number | null,
  baselines: Record<string, number>,
  notes: string[] = [],
): Line {
  const value = statistic(scores.map((s) => s.value));
  const sha256 = createHash('sha256')
    .update(readFileSync(path.join(PACK, `${role}.onnx`)))
    .digest('hex');
  return {
    role,
    sha256,
    what,
    on,
    count: scores.length,
    value,
    interval: interval(scores, statistic),
    wanted,
    baselines,
    notes,
  };
}

function share(value: number): string {
  return `${(value * 100).toFixed(1)}%`;
}

function print(all: readonly Line[]): void {
  for (const { what, on, count, value, interval: range, wanted, baselines, notes } of all) {
    const spread = range ? ` (95% ${range[0].toFixed(3)}–${range[1].toFixed(3)})` : '';
    const reached =
      wanted === null ? '' : `, wanted ≥ ${wanted}: ${value >= wanted ? 'reached' : 'NOT reached'}`;
    console.log(`${what} | ${on} | n ${count} | ${value.toFixed(3)}${spread}${reached}`);
    for (const [name, score] of Object.entries(baselines))
      console.log(`    baseline, ${name}: ${score.toFixed(3)}`);
    for (const note of notes ?? []) console.log(`    ${note}`);
  }
}
