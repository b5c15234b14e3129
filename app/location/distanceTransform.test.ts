import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distanceToSites, NO_SITE, squaredDistanceToSites } from './distanceTransform.ts';

function bruteForce(sites: Uint8Array, width: number, height: number): number[] {
  const distances: number[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let best = NO_SITE;
      for (let i = 0; i < sites.length; i++) {
        if (!sites[i]) continue;
        best = Math.min(best, (x - (i % width)) ** 2 + (y - Math.floor(i / width)) ** 2);
      }
      distances.push(best);
    }
  }
  return distances;
}

describe('the distance transform is exact', () => {
  test('it equals the distance to every site tried one by one, on any picture', () => {
    const picture = fc
      .tuple(fc.integer({ min: 1, max: 17 }), fc.integer({ min: 1, max: 17 }))
      .chain(([w, h]) =>
        fc.tuple(
          fc.constant(w),
          fc.constant(h),
          fc.array(fc.integer({ min: 0, max: 9 }), { minLength: w * h, maxLength: w * h }),
          fc.integer({ min: 0, max: 9 }),
        ),
      );
    fc.assert(
      fc.property(picture, ([w, h, values, density]) => {
        const sites = Uint8Array.from(values, (v) => (v < density ? 1 : 0));
        expect(Array.from(squaredDistanceToSites(sites, w, h))).toEqual(bruteForce(sites, w, h));
      }),
      { numRuns: 300, seed: 20261122 },
    );
  });

  // scipy.ndimage.distance_transform_edt(1 - sites) for sites at (1,0) and (3,2) in a 4 × 5 picture (scipy 1.10).
  test('it gives the values scipy gives', () => {
    const sites = new Uint8Array(20);
    sites[0 * 5 + 1] = 1;
    sites[2 * 5 + 3] = 1;
    const scipy = [
      [1, 0, 1, 2, 2.23606798],
      [1.41421356, 1, 1.41421356, 1, 1.41421356],
      [2.23606798, 2, 1, 0, 1],
      [3.16227766, 2.23606798, 1.41421356, 1, 1.41421356],
    ].flat();
    distanceToSites(sites, 5, 4).forEach((distance, i) => {
      expect(distance).toBeCloseTo(scipy[i]!, 7);
    });
  });

  test('a picture without a site has no distance', () => {
    expect(distanceToSites(new Uint8Array(12), 4, 3).every((d) => d === Number.POSITIVE_INFINITY)).toBe(true);
  });

  test('a wide frame keeps exact distances at its far corner', () => {
    const width = 20_000;
    const sites = new Uint8Array(width * 3);
    sites[0] = 1;
    const squared = squaredDistanceToSites(sites, width, 3);
    expect(squared[2 * width + width - 1]).toBe(19_999 ** 2 + 4);
  });
});
