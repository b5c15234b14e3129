import type { Box, GreyFrame } from '../app/image/greyFrame.ts';
import { letterbox, mapToFrame, placeFrame } from '../app/image/networkInput.ts';
import type { Mask } from '../app/segmentation/mask.ts';
import { readMask, type Tn5000Row } from './trainingData.ts';

const SIZE = 256;

export type ConstantMask = (width: number, height: number) => Mask;

/**
 * The constant mean mask: the average of the training masks in the network's square, cut at the level that
 * gives the best mean Dice on those same training masks, and laid on every frame alike.
 */
export async function constantMeanMask(trainingMasks: readonly string[]): Promise<ConstantMask> {
  const placed: Uint8Array[] = [];
  const average = new Float32Array(SIZE * SIZE);
  for (const file of trainingMasks) {
    const mask = await readMask(file);
    const asFrame: GreyFrame = { ...mask, pixels: mask.data.map((v) => v * 255), spacingMmPerPx: null };
    const inside = Uint8Array.from(letterbox(asFrame, SIZE).input, (v) => (v > 0.5 ? 1 : 0));
    placed.push(inside);
    for (let i = 0; i < average.length; i++) average[i] += inside[i] / trainingMasks.length;
  }
  const levels = Array.from({ length: 15 }, (_, i) => 0.05 * (i + 1));
  const scores = levels.map((level) => trainingDice(average, level, placed));
  const level = levels[scores.indexOf(Math.max(...scores))];
  return (width, height) => {
    const area = { x: 0, y: 0, width, height };
    const onFrame = mapToFrame(average, SIZE, placeFrame(width, height, SIZE), area);
    return { width, height, data: Uint8Array.from(onFrame, (v) => (v > level ? 1 : 0)) };
  };
}

function trainingDice(average: Float32Array, level: number, masks: readonly Uint8Array[]): number {
  const constant = Uint8Array.from(average, (v) => (v > level ? 1 : 0));
  let total = 0;
  for (const mask of masks) {
    let shared = 0;
    let sum = 0;
    for (let i = 0; i < mask.length; i++) {
      shared += mask[i] & constant[i];
      sum += mask[i] + constant[i];
    }
    total += sum ? (2 * shared) / sum : 0;
  }
  return total / masks.length;
}

/** The mean box of the training nodules, in shares of the frame, laid on every frame alike. */
export function constantMeanBox(training: readonly Tn5000Row[]): (frame: GreyFrame) => Box {
  const unit = { width: 1, height: 1 };
  const sum = { x: 0, y: 0, width: 0, height: 0 };
  for (const row of training) {
    const box = row.boxIn(unit);
    sum.x += box.x / training.length;
    sum.y += box.y / training.length;
    sum.width += box.width / training.length;
    sum.height += box.height / training.length;
  }
  return ({ width, height }) => ({
    x: sum.x * width,
    y: sum.y * height,
    width: sum.width * width,
    height: sum.height * height,
  });
}
