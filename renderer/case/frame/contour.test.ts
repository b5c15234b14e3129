import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Point } from '../../../app/image/greyFrame.ts';
import { emptyMask, type Mask, maskArea } from '../../../app/segmentation/mask.ts';
import { smoothContour, traceContours } from './contour.ts';

function maskOf(...rows: string[]): Mask {
  const mask = emptyMask(rows[0]!.length, rows.length);
  rows.forEach((row, y) => {
    [...row].forEach((c, x) => {
      if (c === '#') mask.data[y * mask.width + x] = 1;
    });
  });
  return mask;
}

describe('mask outlines', () => {
  it('walks round a single pixel along its four edges', () => {
    const contours = traceContours(maskOf('...', '.#.', '...'));
    expect(contours).toHaveLength(1);
    expect(contours[0]).toHaveLength(4);
    expect(signedArea(contours[0]!)).toBe(1);
  });

  it('gives a ring an outer outline and a hole that turns the other way', () => {
    const areas = traceContours(maskOf('.....', '.###.', '.#.#.', '.###.', '.....')).map(signedArea);
    expect(areas.toSorted((a, b) => a - b)).toEqual([-1, 9]);
  });

  it('keeps pixels that touch only at a corner apart', () => {
    expect(traceContours(maskOf('#.', '.#')).map(signedArea)).toEqual([1, 1]);
  });

  it('has nothing to draw for an empty mask', () => {
    expect(traceContours(emptyMask(5, 4))).toEqual([]);
  });

  it('encloses exactly the area of any mask, holes and frame edges included', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 12 }),
        fc.infiniteStream(fc.boolean()),
        (width, height, bits) => {
          const mask = emptyMask(width, height);
          for (let i = 0; i < mask.data.length; i++) mask.data[i] = bits.next().value ? 1 : 0;
          const total = traceContours(mask).reduce((sum, c) => sum + signedArea(c), 0);
          expect(total).toBe(maskArea(mask));
        },
      ),
    );
  });

  it('takes the staircase off without moving the outline by a pixel or changing its area by more than 2%', () => {
    const mask = emptyMask(120, 120);
    for (let y = 0; y < 120; y++)
      for (let x = 0; x < 120; x++)
        if (Math.hypot(x + 0.5 - 60, y + 0.5 - 60) < 40) mask.data[y * 120 + x] = 1;
    const contour = traceContours(mask)[0]!;
    const smooth = smoothContour(contour);
    smooth.forEach((p, i) => {
      expect(Math.hypot(p.x - contour[i]!.x, p.y - contour[i]!.y)).toBeLessThan(1);
    });
    expect(Math.abs(signedArea(smooth) / (Math.PI * 1600) - 1)).toBeLessThan(0.02);
  });
});

/** Signed area in square pixels: positive for outer outlines, negative for holes. */
function signedArea(contour: readonly Point[]): number {
  let sum = 0;
  contour.forEach((p, i) => {
    const q = contour[(i + 1) % contour.length]!;
    sum += p.x * q.y - q.x * p.y;
  });
  return sum / 2;
}
