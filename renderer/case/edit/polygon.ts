import type { Point } from '../../../app/image/greyFrame.ts';
import type { Mask } from '../../../app/segmentation/mask.ts';
import type { PixelBox } from './brush.ts';

/**
 * Sets every pixel whose centre lies inside the closed polygon (even-odd rule, frame coordinates) to `value`,
 * in place. Answers the pixels that may have changed; null where the polygon has no area on the frame.
 */
export function fillPolygon(mask: Mask, corners: readonly Point[], value: 0 | 1): PixelBox | null {
  if (corners.length < 3) return null;
  const xs = corners.map((p) => p.x);
  const ys = corners.map((p) => p.y);
  const box: PixelBox = {
    x: Math.max(Math.floor(Math.min(...xs)), 0),
    y: Math.max(Math.floor(Math.min(...ys)), 0),
    right: Math.min(Math.ceil(Math.max(...xs)), mask.width),
    bottom: Math.min(Math.ceil(Math.max(...ys)), mask.height),
  };
  if (box.right <= box.x || box.bottom <= box.y) return null;
  for (let y = box.y; y < box.bottom; y++) {
    const centre = y + 0.5;
    const crossings: number[] = [];
    corners.forEach((p, i) => {
      const q = corners[(i + 1) % corners.length]!;
      if (p.y <= centre === q.y <= centre) return;
      crossings.push(p.x + ((centre - p.y) / (q.y - p.y)) * (q.x - p.x));
    });
    crossings.sort((a, b) => a - b);
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const start = Math.max(Math.ceil(crossings[i]! - 0.5), box.x);
      const end = Math.min(Math.ceil(crossings[i + 1]! - 0.5), box.right);
      if (end > start) mask.data.fill(value, y * mask.width + start, y * mask.width + end);
    }
  }
  return box;
}

/** Drops points of a free-hand line closer than `apart` frame pixels to the one kept before: less to store, same shape. */
export function thinLine(points: readonly Point[], apart: number): Point[] {
  const kept: Point[] = [];
  for (const point of points) {
    const last = kept.at(-1);
    if (!last || Math.hypot(point.x - last.x, point.y - last.y) >= apart) kept.push(point);
  }
  return kept;
}
