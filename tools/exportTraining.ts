/**
 * Writes the training tensors for models/training: every frame goes through the product's own
 * brightness standardisation and letterbox, so that the networks learn on exactly what they will see.
 * Held-out images are never written. Usage: node tools/exportTraining.ts
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Box, GreyFrame } from '../app/image/greyFrame.ts';
import { boxToInput, letterbox, placeFrame } from '../app/image/networkInput.ts';
import { standardiseBrightness } from '../app/image/standardise.ts';
import type { Mask } from '../app/segmentation/mask.ts';
import { readDdti, readGrey, readMask, readTg3k, readTn5000 } from './trainingData.ts';

const SIZE = 256;
const OUT = path.resolve(import.meta.dirname, '../models/training/work');

type Sample = { name: string; group: string; frame: Uint8Array; mask: Uint8Array };

mkdirSync(OUT, { recursive: true });

const tg3k: Sample[] = [];
for (const row of readTg3k()) {
  if (row.part === 'heldOut') continue;
  const frame = await readGrey(row.image);
  tg3k.push({ name: String(row.number), group: row.part, ...tensors(frame, await readMask(row.mask)) });
}
write('tg3k', tg3k);

const ddti: Sample[] = [];
for (const row of readDdti()) {
  if (row.heldOut) continue;
  const frame = await readGrey(row.image);
  ddti.push({ name: row.name, group: row.caseNumber, ...tensors(frame, await readMask(row.mask)) });
}
write('ddti', ddti);

const tn5000: Sample[] = [];
for (const row of readTn5000()) {
  if (row.split !== 'train') continue;
  const frame = await readGrey(row.file);
  const placement = placeFrame(frame.width, frame.height, SIZE);
  const mask = inscribedEllipse(boxToInput(row.boxIn(frame), placement));
  tn5000.push({
    name: row.id,
    group: row.malignant ? 'malignant' : 'benign',
    frame: frameTensor(frame),
    mask,
  });
}
write('tn5000', tn5000);

function frameTensor(frame: GreyFrame): Uint8Array {
  return Uint8Array.from(letterbox(standardiseBrightness(frame), SIZE).input, (value) =>
    Math.round(value * 255),
  );
}

function tensors(frame: GreyFrame, mask: Mask): { frame: Uint8Array; mask: Uint8Array } {
  const asFrame: GreyFrame = { ...mask, pixels: mask.data.map((v) => v * 255), spacingMmPerPx: null };
  const placed = letterbox(asFrame, SIZE).input;
  return { frame: frameTensor(frame), mask: Uint8Array.from(placed, (value) => (value > 0.5 ? 1 : 0)) };
}

/** TN5000 knows only boxes; MGA-Net trains on the ellipse inscribed in the box. */
function inscribedEllipse(box: Box): Uint8Array {
  const mask = new Uint8Array(SIZE * SIZE);
  const centreX = box.x + box.width / 2;
  const centreY = box.y + box.height / 2;
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      const u = (x + 0.5 - centreX) / (box.width / 2);
      const v = (y + 0.5 - centreY) / (box.height / 2);
      if (u * u + v * v <= 1) mask[y * SIZE + x] = 1;
    }
  }
  return mask;
}

function write(name: string, samples: Sample[]): void {
  const frames = Buffer.concat(samples.map((s) => s.frame));
  const masks = Buffer.concat(samples.map((s) => s.mask));
  writeFileSync(path.join(OUT, `${name}.frames.u8`), frames);
  writeFileSync(path.join(OUT, `${name}.masks.u8`), masks);
  const index = samples.map(({ name: sample, group }) => ({ name: sample, group }));
  writeFileSync(path.join(OUT, `${name}.json`), `${JSON.stringify(index)}\n`);
  console.log(`${name}: ${samples.length} frames of ${SIZE}×${SIZE}`);
}
