import type { AffineMap } from './affineMap.ts';
import { blur, type ScalarImage, shrink } from './image.ts';
import {
  type Metric,
  type MetricName,
  MUTUAL_INFORMATION_NOISE,
  meanSquareError,
  negativeMutualInformation,
} from './metric.ts';
import { type LevelImage, levelImage, warp } from './warp.ts';

/** A pyramid level: both images, and how many grid pixels one of its pixels spans. */
export type Level = {
  readonly factor: number;
  readonly fixed: LevelImage;
  readonly moving: LevelImage;
  /** Applied to the moving image when it is read, in corner coordinates of this level; null for none. */
  readonly affine: AffineMap | null;
  readonly metric: Metric;
  /** The share of the metric's value that it can fall by through interpolation alone. */
  readonly noise: number;
};

/** Whether a metric fell by more than its noise. */
export function isGain(before: number, after: number, noise: number): boolean {
  return before - after > noise * Math.abs(before);
}

/**
 * The pyramid of two images on one grid, coarsest first. Each level is blurred by a quarter of its factor before it
 * is averaged down: together as much as the coarser grid cannot hold. Where an affine map is given the moving image
 * is aligned before it is blurred, so that the edges of both are equally soft (an edge blurred first and enlarged
 * then would draw the flow to it); the finest level, which is not blurred, is read through the map, so that it is
 * interpolated only once.
 */
export function pyramid(
  fixed: ScalarImage,
  moving: ScalarImage,
  factors: readonly number[],
  metric: MetricName,
  affine: AffineMap | null = null,
): Level[] {
  const aligned = affine ? alignedBy(moving, affine) : moving;
  return factors.map((factor) => {
    const at = (image: ScalarImage) => (factor === 1 ? image : shrink(blur(image, factor / 4), factor));
    const f = at(fixed);
    const m = factor === 1 ? moving : at(aligned);
    return {
      factor,
      fixed: levelImage(f),
      moving: levelImage(m),
      affine: factor === 1 ? affine : null,
      metric: metric === 'mse' ? meanSquareError : negativeMutualInformation(f.data, m.data),
      noise: metric === 'mse' ? 0 : MUTUAL_INFORMATION_NOISE,
    };
  });
}

function alignedBy(image: ScalarImage, affine: AffineMap): ScalarImage {
  const out = new Float64Array(image.data.length);
  warp(levelImage(image), null, affine, out);
  return { ...image, data: Float32Array.from(out) };
}
