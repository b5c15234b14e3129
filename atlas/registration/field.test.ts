import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeRandom } from '../../app/phantom/random.ts';
import { closeRim, compose, type Field, fieldIndex, mapPoint, refine, strain, zeroField } from './field.ts';
import { helmholtzSmoother } from './helmholtz.ts';
import { invert } from './invert.ts';

/** A smooth field that moves no pixel farther than `reachPx`. */
function smoothField(size: number, seed: number, reachPx: number): Field {
  const random = makeRandom(seed);
  const x = Float64Array.from({ length: size * size }, () => random.normal());
  const y = Float64Array.from({ length: size * size }, () => random.normal());
  helmholtzSmoother(size, 12, 1).smooth(x, y);
  const longest = Math.max(...x.map((v, i) => Math.hypot(v, y[i]!)));
  return fieldOf(size, (px, py) => {
    const i = py * size + px;
    return [(x[i]! * reachPx) / longest, (y[i]! * reachPx) / longest];
  });
}

function fieldOf(size: number, displacement: (x: number, y: number) => [number, number]): Field {
  const field = zeroField(size);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const i = fieldIndex(size, x, y);
      [field.dx[i], field.dy[i]] = displacement(x, y);
    }
  closeRim(field);
  return field;
}

const seeds = fc.integer({ min: 1, max: 1e6 });

describe('a displacement field', () => {
  it('takes the frame onto itself: nothing moves on its edge or outside', () => {
    const field = smoothField(16, 3, 2);
    for (const [x, y] of [
      [-0.5, 4],
      [15.5, 9.3],
      [7, -0.5],
      [3.2, 15.5],
      [-3, 4],
      [40, 40],
    ] as const) {
      const [mx, my] = mapPoint(field, x, y);
      expect(mx).toBeCloseTo(x, 10);
      if (y === -0.5 || y === 15.5) expect(my).toBeCloseTo(y, 10);
    }
    for (const y of [1.2, 8, 14]) expect(mapPoint(field, -0.5 + 1e-9, y)[1]).toBeCloseTo(y, 6);
  });

  it('composes as its points do', () => {
    const outer = smoothField(32, 5, 3);
    const inner = smoothField(32, 6, 2);
    const both = zeroField(32);
    compose(outer, inner, both);
    for (let y = 0; y < 32; y++)
      for (let x = 0; x < 32; x++) {
        const i = fieldIndex(32, x, y);
        const [ex, ey] = mapPoint(outer, x + inner.dx[i]!, y + inner.dy[i]!);
        expect(x + both.dx[i]!).toBeCloseTo(ex, 10);
        expect(y + both.dy[i]!).toBeCloseTo(ey, 10);
      }
  });

  it('has the determinant of the formula worked out by hand', () => {
    // (x, y) ↦ (x + c xy, y + s x): det = (1 + c y)·1 − c x·s, linear along each axis, least at a corner
    const [c, s] = [0.01, 0.3];
    const size = 16;
    const field = fieldOf(size, (x, y) => [c * x * y, s * x]);
    // the inside alone: the rim bends every field to nothing at the edge
    let least = Number.POSITIVE_INFINITY;
    for (let y = 0; y < size; y++)
      for (let x = 0; x < size; x++) least = Math.min(least, 1 + c * y - c * x * s);
    const cells = new Float64Array((size + 2) ** 2);
    strain(field, cells);
    const i = fieldIndex(size, 6, 4);
    const corner = (x: number, y: number) => 1 + c * y - c * x * s;
    const lowest = Math.min(corner(6, 4), corner(7, 4), corner(6, 5), corner(7, 5));
    const across = Math.max((1 + c * 4) ** 2 + s * s, (1 + c * 5) ** 2 + s * s);
    const down = Math.max((c * 6) ** 2 + 1, (c * 7) ** 2 + 1);
    const expected = (across + down) / 2 / (lowest < 1 ? lowest * lowest : 1);
    expect(cells[i]).toBeCloseTo(expected, 10);
    expect(least).toBeGreaterThan(0);
  });

  it('is known to fold where one pixel passes its neighbour', () => {
    const folded = fieldOf(16, (x, y) => (x === 7 && y === 8 ? [1.2, 0] : [0, 0]));
    expect(strain(folded).smallestJacobian).toBeLessThan(0);
    expect(strain(folded).most).toBe(Number.POSITIVE_INFINITY);
    expect(strain(zeroField(16))).toEqual({ smallestJacobian: 1, most: 1 });
  });

  it('keeps its map when it is refined', () => {
    const coarse = smoothField(16, 9, 1);
    const fine = refine(coarse);
    for (let y = 0; y < 32; y++)
      for (let x = 0; x < 32; x++) {
        const [mx, my] = mapPoint(coarse, (x + 0.5) / 2 - 0.5, (y + 0.5) / 2 - 0.5);
        const i = fieldIndex(32, x, y);
        expect((x + fine.dx[i]! + 0.5) / 2 - 0.5).toBeCloseTo(mx, 10);
        expect((y + fine.dy[i]! + 0.5) / 2 - 0.5).toBeCloseTo(my, 10);
      }
  });

  it('is undone by its inverse, wherever it has no fold', () => {
    fc.assert(
      fc.property(seeds, fc.double({ min: 0.5, max: 8, noNaN: true }), (seed, reach) => {
        const field = smoothField(32, seed, reach);
        fc.pre(strain(field).smallestJacobian > 0.02);
        const inverse = invert(field);
        for (let y = 0; y < 32; y++)
          for (let x = 0; x < 32; x++) {
            const i = fieldIndex(32, x, y);
            const [bx, by] = mapPoint(field, x + inverse.dx[i]!, y + inverse.dy[i]!);
            expect(Math.hypot(bx - x, by - y)).toBeLessThan(1e-3);
          }
      }),
      { numRuns: 60 },
    );
  });
});
