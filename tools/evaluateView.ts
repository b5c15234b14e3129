/**
 * Measures how often a frame's section is named wrongly by its gland's outline, as the finding `viewDoubtful` does:
 * phantoms that know their view (none of the examples), and real transverse frames of TG3K's held-out block (not those
 * the limits were set on). Real longitudinal frames with a known view are in no public set here, so how often one of
 * them is questioned wrongly is not known; how often DDTI and TN5000 frames look like either is printed beside.
 * Usage: npm run evaluate:view   (needs ../shared for the real frames; about 2 minutes on 2 cores)
 */
import { existsSync } from 'node:fs';
import type { ViewKind } from '../app/case/patientCase.ts';
import type { GreyFrame } from '../app/image/greyFrame.ts';
import { renderView } from '../app/phantom/renderView.ts';
import { looksLikeView } from '../app/segmentation/viewShape.ts';
import { wilson } from '../app/statistics/wilson.ts';
import { randomScene } from './randomScene.ts';
import { openSegmentation } from './segmentationNetworks.ts';
import { readDdti, readGrey, readTg3k, readTn5000, SHARED } from './trainingData.ts';

const PHANTOMS = 12;
/** Neither the training's nor the examples'. */
const FIRST_SEED = 900_000;
const { gland } = await openSegmentation(2);

async function report(name: string, view: ViewKind | null, frames: AsyncIterable<GreyFrame>): Promise<void> {
  const counts = { longitudinal: 0, transverse: 0, either: 0 };
  let all = 0;
  for await (const frame of frames) {
    const found = await gland(frame);
    counts[(found && looksLikeView(found)) ?? 'either']++;
    all++;
  }
  const wrong =
    view === 'transverse' ? counts.longitudinal : view === 'longitudinal' ? counts.transverse : null;
  const rate =
    wrong === null
      ? ''
      : `; called wrongly ${wrong} of ${all} (95% ${wilson(wrong, all)
          .map((end) => `${(100 * end).toFixed(1)}%`)
          .join('–')})`;
  console.log(
    `${name.padEnd(40)} looks longitudinal ${counts.longitudinal}, transverse ${counts.transverse}, could be either ${counts.either}${rate}`,
  );
}

async function* phantomViews(view: ViewKind, count: number): AsyncGenerator<GreyFrame> {
  for (let made = 0, seed = FIRST_SEED; made < count; seed++) {
    const scene = randomScene(seed);
    if (!scene) continue;
    made++;
    yield renderView(scene, view).frame;
  }
}

async function* decoded(files: readonly string[]): AsyncGenerator<GreyFrame> {
  for (const file of files) yield await readGrey(file);
}
const every = <T>(rows: T[], step: number, first: number) => rows.filter((_, i) => i % step === first);

for (const view of ['transverse', 'longitudinal'] as const)
  await report(`phantoms, ${view}`, view, phantomViews(view, PHANTOMS));
if (existsSync(SHARED)) {
  const tg3k = every(
    readTg3k().filter((row) => row.part === 'heldOut'),
    8,
    4,
  );
  await report('tg3k held-out block, transverse', 'transverse', decoded(tg3k.map((row) => row.image)));
  const ddti = readDdti().filter((row) => row.heldOut);
  await report(
    'ddti held-out cases, view not told',
    null,
    decoded(every(ddti, 2, 0).map((row) => row.image)),
  );
  const tn5000 = readTn5000().filter((row) => row.split === 'val');
  await report(
    'tn5000 validation, view not told',
    null,
    decoded(every(tn5000, 12, 5).map((row) => row.file)),
  );
} else console.log(`The data folder ${SHARED} is not here: real frames were not measured.`);
