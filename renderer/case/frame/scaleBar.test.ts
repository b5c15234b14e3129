import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scaleBar } from './scaleBar.ts';

describe('scale bar', () => {
  it('is absent where the scale is unknown', () => {
    expect(scaleBar(null, 1, 100)).toBeNull();
  });

  it('shows 5 mm where 6.9 mm would fit', () => {
    const bar = scaleBar(0.069, 1, 100)!;
    expect(bar.mm).toBe(5);
    expect(bar.canvasPx).toBeCloseTo(5 / 0.069);
  });

  it('is a round length that fits and fills at least two fifths of the space, at any zoom', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.005, max: 2, noNaN: true }),
        fc.double({ min: 0.05, max: 40, noNaN: true }),
        (spacing, zoom) => {
          const bar = scaleBar(spacing, zoom, 100)!;
          expect(bar.canvasPx).toBeLessThanOrEqual(100.0001);
          expect(bar.canvasPx).toBeGreaterThanOrEqual(39.9);
          expect(['1', '2', '5']).toContain(bar.mm.toExponential()[0]);
          expect(bar.mm.toExponential()).toMatch(/^\de/);
        },
      ),
    );
  });
});
