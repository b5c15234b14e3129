/**
 * Writes phantom frames with their exact masks for models/training: seeded scenes over the whole range of
 * nodules, through the product's own standardisation and letterbox. What they teach that public data cannot:
 * the gland's outline where a nodule lies in it. The twelve examples' seeds are not among them.
 * Usage: node tools/exportPhantomTraining.ts [scenes, default 120]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { GreyFrame } from '../app/image/greyFrame.ts';
import { letterbox } from '../app/image/networkInput.ts';
import { standardiseBrightness } from '../app/image/standardise.ts';
import { renderView } from '../app/phantom/renderView.ts';
import type { Mask } from '../app/segmentation/mask.ts';
import { randomScene } from './randomScene.ts';

const SIZE = 256;
const OUT = path.resolve(import.meta.dirname, '../models/training/work');
const FIRST_SEED = 100_000;
const scenes = Number(process.argv[2] ?? 120);

const frames: Uint8Array[] = [];
const nodules: Uint8Array[] = [];
const glands: Uint8Array[] = [];
const index: { name: string; group: string }[] = [];

for (let made = 0, seed = FIRST_SEED; made < scenes; seed++) {
  const scene = randomScene(seed);
  if (!scene) continue;
  made++;
  for (const kind of ['transverse', 'longitudinal'] as const) {
    const { frame, truth } = renderView(scene, kind);
    frames.push(inputTensor(standardiseBrightness(frame), (value) => Math.round(value * 255)));
    nodules.push(maskTensor(union(truth.nodules, frame)));
    glands.push(maskTensor(truth.gland));
    index.push({ name: `${seed}-${kind}`, group: String(seed) });
  }
  if (made % 20 === 0) console.log(`${made} of ${scenes} scenes`);
}

mkdirSync(OUT, { recursive: true });
writeFileSync(path.join(OUT, 'phantom.frames.u8'), Buffer.concat(frames));
writeFileSync(path.join(OUT, 'phantom.masks.u8'), Buffer.concat(nodules));
writeFileSync(path.join(OUT, 'phantom.glands.u8'), Buffer.concat(glands));
writeFileSync(path.join(OUT, 'phantom.json'), `${JSON.stringify(index)}\n`);
console.log(`phantom: ${frames.length} frames of ${SIZE}×${SIZE}, nodule masks and gland masks`);

function union(masks: readonly Mask[], frame: GreyFrame): Mask {
  const data = new Uint8Array(frame.width * frame.height);
  for (const mask of masks) for (let i = 0; i < data.length; i++) if (mask.data[i]) data[i] = 1;
  return { width: frame.width, height: frame.height, data };
}

function inputTensor(frame: GreyFrame, encode: (value: number) => number): Uint8Array {
  return Uint8Array.from(letterbox(frame, SIZE).input, encode);
}

function maskTensor(mask: Mask): Uint8Array {
  const white = { ...mask, pixels: mask.data.map((v) => v * 255), spacingMmPerPx: null };
  return inputTensor(white, (value) => (value > 0.5 ? 1 : 0));
}
