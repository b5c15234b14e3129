import { blur, type ScalarImage, shrink } from './image.ts';
import type { Metric } from './metric.ts';
import { type LevelImage, levelImage } from './warp.ts';

/** A pyramid level: both images, and how many grid pixels one of its pixels spans. */
export type Level = {
  readonly factor: number;
  readonly fixed: LevelImage;
  readonly moving: LevelImage;
  readonly metric: Metric;
};

/**
 * The pyramid of two images on one grid. Each level is blurred by a quarter of its factor before it is averaged
 * down: together as much as the coarser grid cannot hold.
 */
export function pyramid(
  fixed: ScalarImage,
  moving: ScalarImage,
  factors: readonly number[],
  metric: Metric,
): Level[] {
  return factors.map((factor) => {
    const at = (image: ScalarImage) =>
      levelImage(factor === 1 ? image : shrink(blur(image, factor / 4), factor));
    return { factor, fixed: at(fixed), moving: at(moving), metric };
  });
}
