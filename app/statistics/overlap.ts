import type { Mask } from '../segmentation/mask.ts';

/** Dice coefficient of two masks of the same size; two empty masks agree fully. */
export function dice(a: Mask, b: Mask): number {
  const { shared, inA, inB } = count(a, b);
  return inA + inB === 0 ? 1 : (2 * shared) / (inA + inB);
}

/** Intersection over union of two masks of the same size; two empty masks agree fully. */
export function iou(a: Mask, b: Mask): number {
  const { shared, inA, inB } = count(a, b);
  return inA + inB === 0 ? 1 : shared / (inA + inB - shared);
}

function count(a: Mask, b: Mask): { shared: number; inA: number; inB: number } {
  let shared = 0;
  let inA = 0;
  let inB = 0;
  for (let i = 0; i < a.data.length; i++) {
    if (a.data[i]) inA++;
    if (b.data[i]) inB++;
    if (a.data[i] && b.data[i]) shared++;
  }
  return { shared, inA, inB };
}
