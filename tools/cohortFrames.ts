import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as ort from 'onnxruntime-node';
import type { GreyFrame } from '../app/image/greyFrame.ts';
import { letterbox } from '../app/image/networkInput.ts';
import { standardiseBrightness } from '../app/image/standardise.ts';
import { blankOutside, tissueBox } from '../app/image/tissueBox.ts';
import { seedFromBytes } from '../app/morphology/random.ts';
import { decodeGland } from '../app/segmentation/gland.ts';
import { decodeMask, encodeMask, type Mask, type MaskRuns } from '../app/segmentation/mask.ts';
import { readDdti, readGrey, readTn5000, type Tn5000Row } from './trainingData.ts';

/** With `--small` every command of the cohort works on a few pictures, in a folder of its own: to try the way. */
const SMALL = process.argv.includes('--small');
export const COHORT_WORK = path.resolve(
  import.meta.dirname,
  `../models/training/work/cohort${SMALL ? '-small' : ''}`,
);
/** `--gland FILE` outlines with another gland network than the pack's. */
const GLAND = process.argv.includes('--gland')
  ? process.argv[process.argv.indexOf('--gland') + 1]!
  : path.resolve(import.meta.dirname, '../models/packs/llnm-1.0.0/gland.onnx');

/** Which part of the cohort a source picture belongs to; every case made from it stays there. */
export type CohortSplit = 'train' | 'choose' | 'calibration' | 'test';

export type CohortFrame = {
  readonly id: string;
  readonly split: CohortSplit;
  readonly image: string;
  /** A drawn nodule mask (DDTI), or null where only a box is known. */
  readonly mask: string | null;
  readonly boxIn: Tn5000Row['boxIn'] | null;
};

/**
 * The source pictures: TN5000's validation images and DDTI's held-out patients test; of the rest a tenth
 * calibrates, a thirtieth chooses checkpoints and a quarter stays unused (time), by a hash of the image's or
 * patient's name.
 */
export function cohortFrames(): CohortFrame[] {
  const tn5000 = readTn5000().map((row) => ({
    id: `tn5000/${row.id}`,
    split: row.split === 'val' ? 'test' : splitOf(`tn5000/${row.id}`),
    image: row.file,
    mask: null,
    boxIn: row.boxIn,
  }));
  const ddti = readDdti().map((row) => ({
    id: `ddti/${row.name}`,
    split: row.heldOut ? 'test' : splitOf(`ddti/${row.caseNumber}`),
    image: row.image,
    mask: row.mask,
    boxIn: null,
  }));
  const all = [...tn5000, ...ddti].flatMap((frame): CohortFrame[] =>
    frame.split === 'unused' ? [] : [{ ...frame, split: frame.split as CohortSplit }],
  );
  if (process.argv.includes('--held-out')) {
    return all.filter((frame) => frame.split === 'calibration' || frame.split === 'test');
  }
  return SMALL ? all.filter((_, i) => i % 25 === 0) : all;
}

function splitOf(name: string): CohortSplit | 'unused' {
  const part = seedFromBytes(Buffer.from(name)) % 30;
  return part === 0 ? 'choose' : part <= 3 ? 'calibration' : part <= 10 ? 'unused' : 'train';
}

/** A frame as the pipeline's image step leaves it: text beside the tissue black, brightness standardised. */
export async function readPrepared(file: string): Promise<GreyFrame> {
  const frame = await readGrey(file);
  return standardiseBrightness(blankOutside(frame, tissueBox(frame)));
}

/**
 * The gland of every source picture by the pack's gland network; kept in the work folder between runs, under the
 * network's hash: another network never meets the outlines of an earlier one.
 */
export async function cohortGlands(frames: readonly CohortFrame[]): Promise<Map<string, Mask>> {
  const hash = createHash('sha256').update(readFileSync(GLAND)).digest('hex');
  const cache = path.join(COHORT_WORK, `glands-${hash.slice(0, 12)}.json`);
  if (!existsSync(cache)) {
    mkdirSync(COHORT_WORK, { recursive: true });
    const session = await ort.InferenceSession.create(GLAND, {
      intraOpNumThreads: 1,
    });
    const found: Record<string, MaskRuns> = {};
    for (const [i, frame] of frames.entries()) {
      const grey = await readPrepared(frame.image);
      const placed = letterbox(grey, 256);
      const input = new ort.Tensor('float32', placed.input, [1, 1, 256, 256]);
      const outputs = await session.run({ frame: input });
      const gland = decodeGland(outputs.probability!.data as Float32Array, placed, grey.width, grey.height);
      if (gland) found[frame.id] = encodeMask(gland);
      if (i % 200 === 0) console.log(`glands ${i} of ${frames.length}`);
    }
    writeFileSync(cache, JSON.stringify(found));
  }
  const runs: Record<string, MaskRuns> = JSON.parse(readFileSync(cache, 'utf8'));
  return new Map(Object.entries(runs).map(([id, encoded]) => [id, decodeMask(encoded)]));
}

if (import.meta.main) {
  const frames = cohortFrames();
  const glands = await cohortGlands(frames);
  for (const split of ['train', 'choose', 'calibration', 'test'] as const) {
    const own = frames.filter((frame) => frame.split === split);
    console.log(
      `${split}: ${own.length} pictures, gland found in ${own.filter((f) => glands.has(f.id)).length}`,
    );
  }
}
