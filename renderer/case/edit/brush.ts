import type { Point } from '../../../app/image/greyFrame.ts';
import type { Mask } from '../../../app/segmentation/mask.ts';

/** A rectangle of whole pixels: x and y inclusive, right and bottom exclusive. */
export type PixelBox = {
  readonly x: number;
  readonly y: number;
  readonly right: number;
  readonly bottom: number;
};

/** Brush radius in frame pixels, and how far one press of [ or ] changes it. */
export const BRUSH_RADIUS = { min: 0.5, max: 80, start: 8, step: 1.25 } as const;

/** The next radius after a press of [ or ], within the bounds, in half pixels so that it can be read. */
export function nextRadius(radius: number, direction: 1 | -1): number {
  const changed = direction > 0 ? radius * BRUSH_RADIUS.step : radius / BRUSH_RADIUS.step;
  const half = Math.round(changed * 2) / 2;
  const moved = half === radius ? radius + direction * 0.5 : half;
  return Math.min(Math.max(moved, BRUSH_RADIUS.min), BRUSH_RADIUS.max);
}

/**
 * Sets every pixel whose centre lies within `radius` of the segment from `from` to `to` (frame coordinates,
 * pixel (x, y) has its centre at (x + ½, y + ½)) to `value`, in place. Moving the pointer fast leaves no gaps,
 * because the segment is painted, not its two ends. Answers the pixels that may have changed; null for none.
 */
export function paintStroke(
  mask: Mask,
  from: Point,
  to: Point,
  radius: number,
  value: 0 | 1,
): PixelBox | null {
  const box: PixelBox = {
    x: Math.max(Math.floor(Math.min(from.x, to.x) - radius), 0),
    y: Math.max(Math.floor(Math.min(from.y, to.y) - radius), 0),
    right: Math.min(Math.ceil(Math.max(from.x, to.x) + radius), mask.width),
    bottom: Math.min(Math.ceil(Math.max(from.y, to.y) + radius), mask.height),
  };
  if (box.right <= box.x || box.bottom <= box.y) return null;
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const lengthSquared = dx * dx + dy * dy;
  const radiusSquared = radius * radius;
  for (let y = box.y; y < box.bottom; y++) {
    for (let x = box.x; x < box.right; x++) {
      const px = x + 0.5 - from.x;
      const py = y + 0.5 - from.y;
      const along = lengthSquared > 0 ? Math.min(Math.max((px * dx + py * dy) / lengthSquared, 0), 1) : 0;
      const ex = px - along * dx;
      const ey = py - along * dy;
      if (ex * ex + ey * ey <= radiusSquared) mask.data[y * mask.width + x] = value;
    }
  }
  return box;
}

/** The smallest box that holds both; either may be null. */
export function joinBoxes(a: PixelBox | null, b: PixelBox | null): PixelBox | null {
  if (!a || !b) return a ?? b;
  return {
    x: Math.min(a.x, b.x),
    y: Math.min(a.y, b.y),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  };
}
