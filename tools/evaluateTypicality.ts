/**
 * Measures how often a frame is turned away as "not a thyroid ultrasound frame the right way up": real frames the
 * networks never saw (should pass) and pictures that are none (should not), none of which the measure was fitted to.
 * Usage: npm run evaluate:typicality   (needs ../shared; about 2 minutes on 2 cores)
 */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { exampleCases, renderExample } from '../app/examples/index.ts';
import type { GreyFrame } from '../app/image/greyFrame.ts';
import { noise, photographLike, upsideDown } from '../app/image/testing/untypicalPictures.ts';
import { openSegmentation } from './segmentationNetworks.ts';
import { readDdti, readGrey, readReferenceFrames, readTg3k, readTn5000, SHARED } from './trainingData.ts';

if (!existsSync(SHARED)) {
  console.error(`The data folder ${SHARED} is not here: nothing was measured.`);
  process.exit(2);
}
const { typicality } = await openSegmentation(2);

const files = async (paths: string[]) => Promise.all(paths.map(readGrey));
const every = <T>(rows: T[], step: number) => rows.filter((_, i) => i % step === 0);
const tn5000 = await files(
  every(
    readTn5000().filter((row) => row.split === 'val'),
    3,
  ).map((row) => row.file),
);
const ddti = await files(
  readDdti()
    .filter((row) => row.heldOut)
    .map((row) => row.image),
);
const tg3k = await files(
  every(
    readTg3k().filter((row) => row.part === 'heldOut'),
    6,
  ).map((row) => row.image),
);
const reference = await files(readReferenceFrames().map((row) => row.image));
const phantoms = exampleCases().flatMap((example) => renderExample(example).map((view) => view.frame));
const cytologyFolder = path.join(SHARED, 'datasets/fnab/images');
const cytology = await files(
  every(readdirSync(cytologyFolder).sort(), 8).map((f) => path.join(cytologyFolder, f)),
);
const seeds = Array.from({ length: 40 }, (_, i) => i + 1);

console.log('should pass');
await report('tn5000 validation split', tn5000);
await report('ddti held-out cases', ddti);
await report('tg3k held-out block', tg3k);
await report('four published frames', reference);
await report('phantoms of the examples', phantoms);
console.log('should be turned away');
await report('tn5000 validation, upside down', tn5000.map(upsideDown));
await report('ddti held-out, upside down', ddti.map(upsideDown));
await report('four published frames, upside down', reference.map(upsideDown));
await report('needle cytology, as grey', cytology);
await report(
  'noise',
  seeds.map((seed) => noise(seed)),
);
await report(
  'photograph-like pictures',
  seeds.map((seed) => photographLike(seed)),
);

async function report(name: string, frames: readonly GreyFrame[]): Promise<void> {
  const measures: { untypical: boolean; logOdds: number; distance: number }[] = [];
  for (const frame of frames) measures.push(await typicality(frame));
  const turned = measures.filter((m) => m.untypical).length;
  const quantile = (values: number[], q: number) =>
    values.sort((a, b) => a - b)[Math.round(q * (values.length - 1))]!;
  const span = (pick: (m: (typeof measures)[number]) => number) =>
    [0.05, 0.5, 0.95, 0.99].map((q) => quantile(measures.map(pick), q).toFixed(1)).join(' ');
  console.log(
    `  ${name.padEnd(38)} ${`${turned} of ${frames.length}`.padStart(10)} turned away; log-odds 5/50/95/99%: ${span((m) => m.logOdds)}; distance ${span((m) => m.distance)}`,
  );
}
