import { describe, expect, it } from 'vitest';
import { makeRandom } from '../../app/phantom/random.ts';
import { type Metric, meanSquareError, negativeMutualInformation } from './metric.ts';

const random = makeRandom(11);
const A = Float64Array.from({ length: 400 }, () => random.uniform());
const B = Float64Array.from(A, (v) => 1 - v * v + 0.1 * random.normal());

describe.each<[string, Metric]>([
  ['mean square error', meanSquareError],
  ['negative mutual information', negativeMutualInformation(A, B)],
])('%s', (_, metric) => {
  it('has the derivatives that small changes of single pixels show', () => {
    const da = new Float64Array(A.length);
    const db = new Float64Array(A.length);
    metric(A, B, da, db);
    const largest = Math.max(...da.map(Math.abs), ...db.map(Math.abs));
    const h = 1e-5;
    for (let i = 0; i < A.length; i += 7) {
      // at the ends of the range the bins stop
      if (A[i]! < 0.02 || A[i]! > 0.98) continue;
      const shifted = (v: Float64Array, by: number) => v.map((value, j) => (j === i ? value + by : value));
      const byA = (metric(shifted(A, h), B) - metric(shifted(A, -h), B)) / (2 * h);
      expect(Math.abs(da[i]! - byA)).toBeLessThan(1e-3 * largest);
    }
    for (let i = 0; i < A.length; i += 7) {
      if (B[i]! <= Math.min(...B) + 0.02 || B[i]! >= Math.max(...B) - 0.02) continue;
      const shifted = (v: Float64Array, by: number) => v.map((value, j) => (j === i ? value + by : value));
      const byB = (metric(A, shifted(B, h)) - metric(A, shifted(B, -h))) / (2 * h);
      expect(Math.abs(db[i]! - byB)).toBeLessThan(1e-3 * largest);
    }
  });

  it('is the same whichever image comes first', () => {
    const other = _ === 'mean square error' ? meanSquareError : negativeMutualInformation(B, A);
    expect(other(B, A)).toBeCloseTo(metric(A, B), 12);
  });
});

describe('mutual information', () => {
  it('is that of the joint histogram, worked out another way: H(a) + H(b) − H(a, b)', () => {
    // values at the middles of bins, where a quadratic B-spline spreads 1/8, 3/4, 1/8
    // 3,000 pixels take 14 bins, of which the values fill 12
    const levels = 12;
    const n = 3000;
    const a = Float64Array.from({ length: n }, (_, i) =>
      i < 2 ? i * (levels - 1) : Math.floor(levels * random.uniform()),
    );
    const b = Float64Array.from(a, (v, i) => (i < 2 ? v : (v + Math.floor(4 * random.uniform())) % levels));
    const joint = new Map<string, number>();
    const spread = [1 / 8, 3 / 4, 1 / 8];
    a.forEach((u, i) => {
      for (let j = 0; j < 3; j++)
        for (let k = 0; k < 3; k++) {
          const key = `${u + j},${b[i]! + k}`;
          joint.set(key, (joint.get(key) ?? 0) + (spread[j]! * spread[k]!) / n);
        }
    });
    const entropy = (shares: Iterable<number>) => [...shares].reduce((sum, p) => sum - p * Math.log(p), 0);
    const along = (axis: 0 | 1) => {
      const sums = new Map<string, number>();
      for (const [key, p] of joint) {
        const at = key.split(',')[axis]!;
        sums.set(at, (sums.get(at) ?? 0) + p);
      }
      return sums.values();
    };
    const expected = entropy(along(0)) + entropy(along(1)) - entropy(joint.values());
    expect(-negativeMutualInformation(a, b)(a, b)).toBeCloseTo(expected, 10);
  });

  it('is nothing for an image without contrast', () => {
    const flat = new Float64Array(A.length);
    expect(negativeMutualInformation(A, flat)(A, flat)).toBeCloseTo(0, 12);
  });
});
