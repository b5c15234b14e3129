import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyMask, maskArea } from '../../../app/segmentation/mask.ts';
import { BRUSH_RADIUS, nextRadius, paintStroke } from './brush.ts';

const coordinate = fc.double({ min: -20, max: 60, noNaN: true });
const point = fc.record({ x: coordinate, y: coordinate });

describe('brush', () => {
  it('paints a disc of the area its radius says', () => {
    const mask = emptyMask(100, 100);
    paintStroke(mask, { x: 50, y: 50 }, { x: 50, y: 50 }, 20, 1);
    expect(Math.abs(maskArea(mask) / (Math.PI * 400) - 1)).toBeLessThan(0.01);
  });

  it('leaves no gap when the pointer jumps', () => {
    const mask = emptyMask(200, 40);
    paintStroke(mask, { x: 10, y: 20 }, { x: 190, y: 20 }, 3, 1);
    for (let x = 10; x < 190; x++) expect(mask.data[20 * 200 + x]).toBe(1);
  });

  it('sets exactly the pixels whose centre is within the radius of the line, and reports a box that holds them', () => {
    fc.assert(
      fc.property(point, point, fc.double({ min: 0.5, max: 15, noNaN: true }), (from, to, radius) => {
        const mask = emptyMask(40, 30);
        const box = paintStroke(mask, from, to, radius, 1);
        for (let y = 0; y < 30; y++) {
          for (let x = 0; x < 40; x++) {
            const inside = distanceToSegment(x + 0.5, y + 0.5, from, to);
            if (Math.abs(inside - radius) < 1e-9) continue;
            expect(mask.data[y * 40 + x]).toBe(inside < radius ? 1 : 0);
            if (inside < radius) {
              expect(box && x >= box.x && x < box.right && y >= box.y && y < box.bottom).toBe(true);
            }
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('erases what it painted', () => {
    const mask = emptyMask(60, 60);
    paintStroke(mask, { x: 10, y: 10 }, { x: 50, y: 45 }, 6, 1);
    paintStroke(mask, { x: 10, y: 10 }, { x: 50, y: 45 }, 6, 0);
    expect(maskArea(mask)).toBe(0);
  });

  it('grows and shrinks with ] and [ between its bounds and never sticks', () => {
    let radius: number = BRUSH_RADIUS.min;
    for (let i = 0; i < 60; i++) radius = nextRadius(radius, 1);
    expect(radius).toBe(BRUSH_RADIUS.max);
    for (let i = 0; i < 60; i++) radius = nextRadius(radius, -1);
    expect(radius).toBe(BRUSH_RADIUS.min);
  });
});

function distanceToSegment(x: number, y: number, a: { x: number; y: number }, b: { x: number; y: number }) {
  const lengthSquared = (b.x - a.x) ** 2 + (b.y - a.y) ** 2;
  const t = lengthSquared
    ? Math.min(Math.max(((x - a.x) * (b.x - a.x) + (y - a.y) * (b.y - a.y)) / lengthSquared, 0), 1)
    : 0;
  return Math.hypot(x - a.x - t * (b.x - a.x), y - a.y - t * (b.y - a.y));
}
