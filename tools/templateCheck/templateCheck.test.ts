import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ADULT_GLAND } from '../../atlas/template/dimensions.ts';
import { template } from '../../atlas/template/template.ts';
import { alignSimilarity, apply, bestSimilarity } from './align.ts';
import { distanceTo } from './fitDimensions.ts';
import { meanSymmetricDistance, nearestFinder, samplesOnMesh } from './points.ts';
import { spearman } from './rankCorrelation.ts';

const coordinate = fc.double({ min: -40, max: 40, noNaN: true });
const cloud = fc
  .array(fc.tuple(coordinate, coordinate, coordinate), { minLength: 2, maxLength: 60 })
  .map((points) => Float64Array.from(points.flat()));

it('finds the nearest point as trying them all does, from inside and outside the cloud', () => {
  fc.assert(
    fc.property(
      cloud,
      fc.double({ min: -90, max: 90, noNaN: true }),
      coordinate,
      coordinate,
      (points, x, y, z) => {
        let best = Infinity;
        for (let i = 0; i < points.length; i += 3)
          best = Math.min(best, Math.hypot(points[i]! - x, points[i + 1]! - y, points[i + 2]! - z));
        expect(nearestFinder(points)(x, y, z).distance).toBeCloseTo(best, 9);
      },
    ),
  );
});

describe('the alignment', () => {
  const { mesh } = template();
  const gland = samplesOnMesh(mesh.positions, mesh.indices, 1500);
  const angle = 0.2;
  const turned = apply(
    {
      scale: [3.1, 3.1, 3.1],
      rotation: [1, 0, 0, 0, Math.cos(angle), -Math.sin(angle), 0, Math.sin(angle), Math.cos(angle)],
      shift: [120, -30, 7],
    },
    gland,
  );

  it('recovers scale, turn and shift exactly from pairs', () => {
    const pairs = Array.from({ length: gland.length / 3 }, (_, i): [number, number] => [i, i]);
    const found = bestSimilarity(turned, gland, pairs);
    expect(found.scale[0]).toBeCloseTo(1 / 3.1, 9);
    expect(meanSymmetricDistance(apply(found, turned), gland)).toBeLessThan(1e-6);
  });

  it('brings a scaled, turned and shifted gland back onto itself', () => {
    const back = apply(alignSimilarity(turned, gland), turned);
    expect(meanSymmetricDistance(back, gland)).toBeLessThan(0.15);
  });

  it('measures next to nothing between the template and its own surface', () => {
    // only the spacing of the samples is left
    expect(distanceTo(gland, ADULT_GLAND, 'rough').percentOfHeight).toBeLessThan(2.5);
  });
});

it('Spearman’s correlation equals scipy’s, ties included', () => {
  expect(spearman([3, 1, 4, 1, 5, 9, 2, 6], [2, 7, 1, 8, 2, 8, 1, 8])).toBeCloseTo(0.19885368120992467, 12);
  expect(spearman([1, 2, 3], [10, 20, 30])).toBeCloseTo(1, 12);
  expect(spearman([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1, 12);
});
