import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { boxSchema } from '../../app/case/coarseMap.ts';
import type { Box, GreyFrame } from '../../app/image/greyFrame.ts';
import { openSegmentation, PACK, prepared } from '../segmentationNetworks.ts';
import { readGrey, readTn5000, type Tn5000Row } from '../trainingData.ts';

/** One frame with its label, the drawn box and the product's own best detection (null: nothing found). */
export type MalignancyCase = {
  readonly id: string;
  readonly malignant: boolean;
  /** Prepared as the pipeline's image step does. */
  readonly frame: GreyFrame;
  readonly drawn: Box;
  readonly detected: Box | null;
};

/** As in models/training/malignancy_data.py: every tenth training frame is never trained on. */
const ASIDE_EVERY = 10;
const ASIDE_FIRST = 4;

/** `validation`: TN5000's validation split. `aside`: the training frames kept for calibration. */
export type CaseSet = 'validation' | 'aside';

export function caseRows(set: CaseSet): Tn5000Row[] {
  const rows = readTn5000();
  if (set === 'validation') return rows.filter((row) => row.split === 'val');
  return rows.filter((row) => row.split === 'train').filter((_, i) => i % ASIDE_EVERY === ASIDE_FIRST);
}

/** The cases one after the other; detections are kept in .cache, named by the nodule network's hash. */
export async function* malignancyCases(set: CaseSet): AsyncGenerator<MalignancyCase> {
  const detections = await detectionsOf(set);
  for (const row of caseRows(set)) {
    const frame = await readGrey(row.file);
    yield {
      id: row.id,
      malignant: row.malignant,
      frame: prepared(frame),
      drawn: row.boxIn(frame),
      detected: detections[row.id],
    };
  }
}

const detectionsSchema = z.record(z.string(), boxSchema.nullable());

async function detectionsOf(set: CaseSet): Promise<Record<string, Box | null>> {
  const network = readFileSync(path.join(PACK, 'nodule.onnx'));
  const hash = createHash('sha256').update(network).digest('hex').slice(0, 16);
  const file = path.resolve(`.cache/malignancy-detections-${set}-${hash}.json`);
  if (existsSync(file)) return detectionsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const { nodules } = await openSegmentation(1);
  const found: Record<string, Box | null> = {};
  for (const row of caseRows(set)) found[row.id] = (await nodules(await readGrey(row.file)))[0]?.box ?? null;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(found));
  return found;
}
