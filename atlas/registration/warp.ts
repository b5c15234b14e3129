import type { AffineMap } from './affineMap.ts';
import { type Field, fieldIndex } from './field.ts';
import type { ScalarImage } from './image.ts';

/**
 * One image of a pyramid level, ready to be sampled: `size`² pixels inside a rim of zeros.
 * Beyond the frame nothing is known to be gland.
 */
export type LevelImage = { readonly size: number; readonly padded: Float64Array };

/** A square image with a rim of zeros two pixels wide, so that sampling needs no case for the edge. */
export function levelImage(image: ScalarImage): LevelImage {
  const size = image.width;
  const stride = size + 4;
  const padded = new Float64Array(stride * stride);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) padded[(y + 2) * stride + x + 2] = image.data[y * size + x]!;
  return { size, padded };
}

/**
 * The image pulled back by a field and then an affine map, by linear interpolation: out(x) = image(A(x + d(x))).
 * Either may be null (the identity). `out` has size² pixels. The affine map is in corner coordinates of this level.
 */
export function warp(
  image: LevelImage,
  field: Field | null,
  affine: AffineMap | null,
  out: Float64Array,
): void {
  const { size, padded } = image;
  const stride = size + 4;
  const limit = size + 2;
  const a = affine ? affine.xx : 1;
  const b = affine ? affine.xy : 0;
  const c = affine ? affine.yx : 0;
  const d = affine ? affine.yy : 1;
  // corner coordinates are half a pixel on from pixel centres; the rim adds two
  const shiftX = affine ? affine.x + 0.5 * (a + b) + 1.5 : 2;
  const shiftY = affine ? affine.y + 0.5 * (c + d) + 1.5 : 2;
  for (let y = 0, at = 0; y < size; y++)
    for (let x = 0, i = fieldIndex(size, 0, y); x < size; x++, i++, at++) {
      const mx = field ? x + field.dx[i]! : x;
      const my = field ? y + field.dy[i]! : y;
      const px = Math.max(0, Math.min(limit, a * mx + b * my + shiftX));
      const py = Math.max(0, Math.min(limit, c * mx + d * my + shiftY));
      const x0 = px | 0;
      const y0 = py | 0;
      const fx = px - x0;
      const fy = py - y0;
      const k = y0 * stride + x0;
      const top = padded[k]! + fx * (padded[k + 1]! - padded[k]!);
      const bottom = padded[k + stride]! + fx * (padded[k + stride + 1]! - padded[k + stride]!);
      out[at] = top + fy * (bottom - top);
    }
}

/** Central differences, one-sided on the rim; per px. */
export function gradient(image: Float64Array, size: number, gx: Float64Array, gy: Float64Array): void {
  for (let y = 0, at = 0; y < size; y++) {
    const up = y > 0 ? size : 0;
    const down = y < size - 1 ? size : 0;
    const across = up && down ? 0.5 : 1;
    for (let x = 0; x < size; x++, at++) {
      const left = x > 0 ? 1 : 0;
      const right = x < size - 1 ? 1 : 0;
      gx[at] = (left && right ? 0.5 : 1) * (image[at + right]! - image[at - left]!);
      gy[at] = across * (image[at + down]! - image[at - up]!);
    }
  }
}
