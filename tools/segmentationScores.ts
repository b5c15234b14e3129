import type { Box } from '../app/image/greyFrame.ts';
import { seededRandom } from '../app/morphology/random.ts';
import { components, keepLargeParts } from '../app/segmentation/components.ts';
import { emptyMask, type Mask, maskBox } from '../app/segmentation/mask.ts';
import { bootstrapInterval, groupsOf } from '../app/statistics/bootstrap.ts';

/** One image's score; images of one group (a patient, a stretch of video) are resampled together. */
export type Scored = { group: string; value: number };

/** The ellipse inscribed in a box, as a mask: the baseline that knows where the nodule is but not its shape. */
export function ellipseIn(box: Box, width: number, height: number): Mask {
  const mask = emptyMask(width, height);
  for (let y = 0; y < height; y++) {
    const v = (y + 0.5 - box.y - box.height / 2) / (box.height / 2);
    if (v * v > 1) continue;
    for (let x = 0; x < width; x++) {
      const u = (x + 0.5 - box.x - box.width / 2) / (box.width / 2);
      if (u * u + v * v <= 1) mask.data[y * width + x] = 1;
    }
  }
  return mask;
}

/** The ellipse in the true box of every separate part of a mask (specks below 2% of the largest left out). */
export function ellipsesInTrueBoxes(truth: Mask): Mask {
  return unionOf(
    components(keepLargeParts(truth, 0.02)).map((part) => {
      const alone = emptyMask(truth.width, truth.height);
      for (const pixel of part) alone.data[pixel] = 1;
      return ellipseIn(maskBox(alone)!, truth.width, truth.height);
    }),
    truth.width,
    truth.height,
  );
}

export function unionOf(masks: readonly Mask[], width: number, height: number): Mask {
  const union = emptyMask(width, height);
  for (const mask of masks) for (let i = 0; i < union.data.length; i++) union.data[i] |= mask.data[i];
  return union;
}

/** Percentile bootstrap 95% interval of a statistic, resampling whole groups; seeded, 2,000 draws. */
export function interval(
  scores: readonly Scored[],
  statistic: (values: readonly number[]) => number,
): [number, number] {
  return bootstrapInterval(
    groupsOf(scores.map((score) => score.group)),
    (cases) => statistic(cases.map((i) => scores[i]!.value)),
    seededRandom(20250101),
    2000,
  );
}
