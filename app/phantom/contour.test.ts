import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Field, gapMm } from './contour.ts';

function disc(radius: number, x: number, y: number): Field {
  const size = 120;
  const stepMm = 0.2;
  const values = new Float32Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let col = 0; col < size; col++) {
      values[row * size + col] = Math.hypot((col - 60) * stepMm - x, (row - 60) * stepMm - y) - radius;
    }
  }
  return { width: size, height: size, values, stepMm };
}

describe('the gap between two outlines', () => {
  it('is R − r − offset for a disc inside a disc, to a tenth of the sampling step', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 4, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 6.28, noNaN: true }),
        (radius, share, angle) => {
          const offset = share * (9 - radius);
          const gap = gapMm(disc(radius, offset * Math.cos(angle), offset * Math.sin(angle)), disc(9, 0, 0));
          expect(gap).not.toBeNull();
          expect(Math.abs((gap ?? 0) - (9 - radius - offset))).toBeLessThan(0.06);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('is minus the protrusion where the inner disc reaches outside', () => {
    expect(gapMm(disc(3, 7.5, 0), disc(9, 0, 0))).toBeCloseTo(-1.5, 1);
  });

  it('is null where there is no outline', () => {
    expect(gapMm(disc(-1, 0, 0), disc(9, 0, 0))).toBeNull();
  });
});
