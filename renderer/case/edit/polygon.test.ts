import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Point } from '../../../app/image/greyFrame.ts';
import { emptyMask, maskArea } from '../../../app/segmentation/mask.ts';
import { traceContours } from '../frame/contour.ts';
import { fillPolygon, thinLine } from './polygon.ts';

describe('redrawing a mask', () => {
  it('fills a rectangle drawn on pixel edges exactly', () => {
    const mask = emptyMask(20, 20);
    const corners = [
      { x: 3, y: 4 },
      { x: 13, y: 4 },
      { x: 13, y: 9 },
      { x: 3, y: 9 },
    ];
    expect(fillPolygon(mask, corners, 1)).toEqual({ x: 3, y: 4, right: 13, bottom: 9 });
    expect(maskArea(mask)).toBe(50);
  });

  it('fills what a point-in-polygon test says, for any polygon, also one that leaves the frame (pixel centres on the line aside)', () => {
    const corner = fc.record({
      x: fc.double({ min: -10, max: 40, noNaN: true }),
      y: fc.double({ min: -10, max: 40, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(corner, { minLength: 3, maxLength: 9 }), (corners) => {
        const mask = emptyMask(30, 30);
        fillPolygon(mask, corners, 1);
        let wrong = 0;
        for (let y = 0; y < 30; y++)
          for (let x = 0; x < 30; x++)
            if (
              mask.data[y * 30 + x] !== (inside(corners, x + 0.5, y + 0.5) ? 1 : 0) &&
              !onLine(corners, x + 0.5, y + 0.5)
            )
              wrong++;
        expect(wrong).toBe(0);
      }),
    );
  });

  it('turns an outline back into the mask it was traced from', () => {
    const mask = emptyMask(40, 40);
    for (let y = 0; y < 40; y++)
      for (let x = 0; x < 40; x++) if (Math.hypot(x - 18, (y - 20) * 1.5) < 14) mask.data[y * 40 + x] = 1;
    const again = emptyMask(40, 40);
    fillPolygon(again, traceContours(mask)[0]!, 1);
    expect(again.data).toEqual(mask.data);
  });

  it('ignores a line with no area and thins a free-hand line', () => {
    expect(
      fillPolygon(
        emptyMask(5, 5),
        [
          { x: 1, y: 1 },
          { x: 3, y: 3 },
        ],
        1,
      ),
    ).toBeNull();
    const dense = Array.from({ length: 100 }, (_, i) => ({ x: i * 0.1, y: 0 }));
    expect(thinLine(dense, 1).length).toBeLessThan(12);
  });
});

/** Crossing-number test (Shimrat 1962), written apart from the scan-line fill it checks. */
function inside(corners: readonly Point[], x: number, y: number): boolean {
  let odd = false;
  for (let i = 0, j = corners.length - 1; i < corners.length; j = i++) {
    const a = corners[i]!;
    const b = corners[j]!;
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) odd = !odd;
  }
  return odd;
}

/** Whether a point lies on an edge as far as floating point can tell. */
function onLine(corners: readonly Point[], x: number, y: number): boolean {
  return corners.some((a, i) => {
    const b = corners[(i + 1) % corners.length]!;
    const lengthSquared = (b.x - a.x) ** 2 + (b.y - a.y) ** 2;
    const t = lengthSquared
      ? Math.min(Math.max(((x - a.x) * (b.x - a.x) + (y - a.y) * (b.y - a.y)) / lengthSquared, 0), 1)
      : 0;
    return Math.hypot(x - a.x - t * (b.x - a.x), y - a.y - t * (b.y - a.y)) < 1e-6;
  });
}
