import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reliabilityBinSchema, reliabilityInTenths } from './reliability.ts';

test('every case stands in the tenth of its probability, with how often it happened there', () => {
  expect(reliabilityInTenths([0.05, 0.05, 0.31, 0.39, 1], [0, 1, 0, 1, 1])).toMatchObject([
    { count: 2, predicted: 0.05, observed: 0.5 },
    { count: 2, predicted: 0.35, observed: 0.5 },
    // Wilson 1 of 1: 0.2065 to 1 (Newcombe 1998).
    { count: 1, predicted: 1, observed: 1, interval: [0.2065, 1] },
  ]);
});

test('no case is lost, and each interval holds what was observed', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean()), { minLength: 1 }),
      (cases) => {
        const bins = reliabilityInTenths(
          cases.map(([p]) => p),
          cases.map(([, happened]) => happened),
        );
        expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(cases.length);
        for (const bin of bins) {
          reliabilityBinSchema.parse(bin);
          expect(bin.interval[0]).toBeLessThanOrEqual(bin.observed + 1e-4);
          expect(bin.interval[1]).toBeGreaterThanOrEqual(bin.observed - 1e-4);
        }
      },
    ),
    { seed: 7 },
  );
});
