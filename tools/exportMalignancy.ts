/**
 * Writes what the malignancy networks are trained on, for models/training: crops around the drawn box of every
 * TN5000 training frame, through the product's own preparation and crop, and crops around DDTI's nodules
 * (training cases) as a second domain without labels. The crops are wider than any network's input, so that
 * training can move and scale them as a detector's errors would. Validation frames are never written.
 * Usage: npm run export:malignancy
 */
import path from 'node:path';
import { keepLargeParts } from '../app/segmentation/components.ts';
import { maskBox } from '../app/segmentation/mask.ts';
import { type TrainingCrop, trainingCrop, writeCrops } from './malignancy/crops.ts';
import { readDdti, readGrey, readMask, readTn5000 } from './trainingData.ts';

const OUT = path.resolve(import.meta.dirname, '../models/training/work');

const tn5000: TrainingCrop[] = [];
for (const row of readTn5000()) {
  if (row.split !== 'train') continue;
  const frame = await readGrey(row.file);
  tn5000.push({ name: row.id, malignant: row.malignant, ...trainingCrop(frame, row.boxIn(frame)) });
}
writeCrops(OUT, 'malignancy', tn5000);

const ddti: TrainingCrop[] = [];
for (const row of readDdti()) {
  if (row.heldOut) continue;
  const box = maskBox(keepLargeParts(await readMask(row.mask), 1));
  if (!box) continue;
  ddti.push({ name: row.name, malignant: null, ...trainingCrop(await readGrey(row.image), box) });
}
writeCrops(OUT, 'malignancy-ddti', ddti);
