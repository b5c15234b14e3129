import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyMask, type Mask } from '../segmentation/mask.ts';
import { cpdt } from './cpdt.ts';
import { GLAND_TISSUE, locationMap, OUTSIDE_GLAND } from './locationMap.ts';

function ellipse(width: number, height: number, cx: number, cy: number, rx: number, ry: number): Mask {
  const mask = emptyMask(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 <= 1) mask.data[y * width + x] = 1;
    }
  }
  return mask;
}

describe('central point distance transformation', () => {
  const gland = ellipse(201, 121, 100, 60, 90, 50);
  // A slab whose capsule is two straight lines (rows 10 and 110): distances to it are plain differences.
  const slab = emptyMask(201, 121);
  for (let y = 10; y <= 110; y++) slab.data.fill(1, y * 201, (y + 1) * 201);

  test('the central point lies half way between the walls of a slab and d_max is that distance', () => {
    const result = cpdt(slab, ellipse(201, 121, 100, 60, 5, 5))!;
    expect(result.centralPoint.y).toBe(60);
    expect(result.maxDistancePx).toBe(50);
  });

  test('φ is 0 at C and grows to 1 at the capsule', () => {
    const result = cpdt(slab, slab)!;
    expect(result.phi[60 * 201 + 100]).toBe(0);
    expect(result.phi[10 * 201 + 100]).toBe(1);
    expect(result.phi[35 * 201 + 100]).toBeCloseTo(1 - 25 / 50, 6);
  });

  test('points beyond the capsule are clamped to 1, and the distance to 0', () => {
    const result = cpdt(gland, ellipse(201, 121, 100, 10, 8, 8))!;
    expect(result.maxPhi).toBe(1);
    expect(result.minDistancePx).toBe(0);
    expect(result.outsideShare).toBeGreaterThan(0.3);
    expect(result.phi[3 * 201 + 100]).toBe(1);
  });

  test('the shortest line joins nodule and capsule and has the stated length', () => {
    const result = cpdt(slab, ellipse(201, 121, 100, 30, 6, 6))!;
    const { nodulePoint, capsulePoint } = result;
    expect(Math.hypot(nodulePoint.x - capsulePoint.x, nodulePoint.y - capsulePoint.y)).toBeCloseTo(
      result.minDistancePx,
      9,
    );
    expect(result.minDistancePx).toBe(14);
  });

  test('the edge of the picture is not taken for the capsule', () => {
    const cut = emptyMask(60, 40);
    for (let y = 10; y < 40; y++) cut.data.fill(1, y * 60, y * 60 + 60);
    const low = emptyMask(60, 40);
    low.data[38 * 60 + 1] = 1;
    expect(cpdt(cut, low)!.minDistancePx).toBe(28);
  });

  test('an empty mask or a gland without a capsule gives no location instead of a number', () => {
    expect(cpdt(gland, emptyMask(201, 121))).toBeNull();
    expect(cpdt(emptyMask(201, 121), gland)).toBeNull();
    expect(cpdt({ ...gland, data: new Uint8Array(gland.data.length).fill(1) }, gland)).toBeNull();
  });

  test('φ stays between 0 and 1 and moving a nodule outwards never lowers its largest φ', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }), (a, b) => {
        const [near, far] = a < b ? [a, b] : [b, a];
        const inner = cpdt(gland, ellipse(201, 121, 100, 60 - near, 6, 6))!;
        const outer = cpdt(gland, ellipse(201, 121, 100, 60 - far, 6, 6))!;
        expect(outer.maxPhi).toBeGreaterThanOrEqual(inner.maxPhi);
        expect(outer.phi.every((v) => v >= 0 && v <= 1)).toBe(true);
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  test('the location map tells left of C from right of C', () => {
    const left = ellipse(201, 121, 60, 60, 8, 8);
    const right = ellipse(201, 121, 140, 60, 8, 8);
    const mapLeft = locationMap(cpdt(gland, left)!, gland, left, 64);
    const mapRight = locationMap(cpdt(gland, right)!, gland, right, 64);
    expect(Array.from(mapLeft)).not.toEqual(Array.from(mapRight));
    const mirrored = Array.from(
      { length: 64 * 64 },
      (_, i) => mapRight[Math.floor(i / 64) * 64 + 63 - (i % 64)],
    );
    expect(Array.from(mapLeft)).toEqual(mirrored);
    expect(mapLeft[0]).toBe(OUTSIDE_GLAND);
    expect(mapLeft[32 * 64 + 32]).toBe(GLAND_TISSUE);
  });
});
