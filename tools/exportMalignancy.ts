/**
 * Writes what the malignancy networks are trained on, for models/training: crops around the drawn box of every
 * TN5000 training frame, through the product's own preparation and crop, and crops around DDTI's nodules
 * (training cases) as a second domain without labels. The crops are wider than any network's input, so that
 * training can move and scale them as a detector's errors would. Validation frames are never written.
 * Usage: npm run export:malignancy
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Box, GreyFrame } from '../app/image/greyFrame.ts';
import { boxToInput } from '../app/image/networkInput.ts';
import { noduleCrop, placeNodule } from '../app/malignancy/noduleCrop.ts';
import { keepLargeParts } from '../app/segmentation/components.ts';
import { maskBox } from '../app/segmentation/mask.ts';
import { prepared } from './segmentationNetworks.ts';
import { readDdti, readGrey, readMask, readTn5000 } from './trainingData.ts';

const SIZE = 288;
/** A crop of 1.8 × the box at 160 pixels lies in it pixel for pixel. */
const FACTOR = 3.24;
const OUT = path.resolve(import.meta.dirname, '../models/training/work');

type Crop = { name: string; malignant: boolean | null; box: Box; pixels: Uint8Array };

mkdirSync(OUT, { recursive: true });

const tn5000: Crop[] = [];
for (const row of readTn5000()) {
  if (row.split !== 'train') continue;
  const frame = await readGrey(row.file);
  tn5000.push({ name: row.id, malignant: row.malignant, ...crop(frame, row.boxIn(frame)) });
}
write('malignancy', tn5000);

const ddti: Crop[] = [];
for (const row of readDdti()) {
  if (row.heldOut) continue;
  const box = maskBox(keepLargeParts(await readMask(row.mask), 1));
  if (!box) continue;
  ddti.push({ name: row.name, malignant: null, ...crop(await readGrey(row.image), box) });
}
write('malignancy-ddti', ddti);

function crop(frame: GreyFrame, box: Box): { box: Box; pixels: Uint8Array } {
  const { input } = noduleCrop(prepared(frame), box, FACTOR, SIZE);
  return {
    box: boxToInput(box, placeNodule(box, FACTOR, SIZE)),
    pixels: Uint8Array.from(input, (value) => Math.round(value * 255)),
  };
}

function write(name: string, crops: Crop[]): void {
  writeFileSync(path.join(OUT, `${name}.crops.u8`), Buffer.concat(crops.map((c) => c.pixels)));
  const rows = crops.map(({ name: id, malignant, box }) => ({
    name: id,
    malignant,
    width: box.width,
    height: box.height,
  }));
  writeFileSync(path.join(OUT, `${name}.json`), `${JSON.stringify({ size: SIZE, factor: FACTOR, rows })}\n`);
  console.log(`${name}: ${crops.length} crops of ${SIZE}×${SIZE}`);
}
