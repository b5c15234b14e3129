import { describe, expect, it } from 'vitest';
import { makeRandom } from '../../app/phantom/random.ts';
import { helmholtzSmoother } from './helmholtz.ts';

/** L as a full matrix: five-point Laplacian, the value beyond the edge being the pixel's own negative. */
function operatorMatrix(n: number, alpha: number, gamma: number): number[][] {
  const matrix = Array.from({ length: n * n }, () => new Array<number>(n * n).fill(0));
  for (let y = 0; y < n; y++)
    for (let x = 0; x < n; x++) {
      const row = matrix[y * n + x]!;
      row[y * n + x] = gamma + 4 * alpha;
      for (const [nx, ny] of [
        [x - 1, y],
        [x + 1, y],
        [x, y - 1],
        [x, y + 1],
      ] as const) {
        if (nx < 0 || ny < 0 || nx >= n || ny >= n) row[y * n + x]! += alpha;
        else row[ny * n + nx]! -= alpha;
      }
    }
  return matrix;
}

/** Gaussian elimination with pivoting, sharing nothing with the smoother. */
function solveDirectly(matrix: number[][], right: readonly number[]): number[] {
  const a = matrix.map((row, i) => [...row, right[i]!]);
  const n = a.length;
  for (let k = 0; k < n; k++) {
    let p = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(a[i]![k]!) > Math.abs(a[p]![k]!)) p = i;
    [a[k], a[p]] = [a[p]!, a[k]!];
    for (let i = k + 1; i < n; i++) {
      const share = a[i]![k]! / a[k]![k]!;
      for (let j = k; share !== 0 && j <= n; j++) a[i]![j]! -= share * a[k]![j]!;
    }
  }
  const x = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    let sum = a[i]![n]!;
    for (let j = i + 1; j < n; j++) sum -= a[i]![j]! * x[j]!;
    x[i] = sum / a[i]![i]!;
  }
  return x;
}

describe('the Helmholtz smoother', () => {
  it.each([
    [8, 1.7, 0.6],
    [16, 0.3, 2],
    [16, 6, 0.05],
  ])('is (L†L)⁻¹: the same as two direct solves on %i², α %f, γ %f', (n, alpha, gamma) => {
    const random = makeRandom(n);
    const x = Float64Array.from({ length: n * n }, () => random.normal());
    const y = Float64Array.from({ length: n * n }, () => random.normal());
    const matrix = operatorMatrix(n, alpha, gamma);
    const expected = [x, y].map((v) => solveDirectly(matrix, solveDirectly(matrix, [...v])));
    helmholtzSmoother(n, alpha, gamma).smooth(x, y);
    for (let i = 0; i < n * n; i++) {
      expect(x[i]).toBeCloseTo(expected[0]![i]!, 9);
      expect(y[i]).toBeCloseTo(expected[1]![i]!, 9);
    }
  });

  it('scales a sine that fits the frame by its own eigenvalue', () => {
    const n = 64;
    const [p, q, alpha, gamma] = [3, 5, 2, 0.7];
    const wave = (k: number, i: number) => Math.sin((Math.PI * k * (i + 0.5)) / n);
    const x = Float64Array.from({ length: n * n }, (_, i) => wave(p, i % n) * wave(q, Math.floor(i / n)));
    const before = x.slice();
    helmholtzSmoother(n, alpha, gamma).smooth(x, new Float64Array(n * n));
    const eigenvalue = (k: number) => 2 - 2 * Math.cos((Math.PI * k) / n);
    const share = (gamma + alpha * (eigenvalue(p) + eigenvalue(q))) ** -2;
    for (let i = 0; i < n * n; i++) expect(x[i]).toBeCloseTo(share * before[i]!, 10);
  });

  it('refuses a grid it cannot transform', () => {
    expect(() => helmholtzSmoother(48, 1, 1)).toThrow(RangeError);
    expect(() => helmholtzSmoother(64, 0, 1)).toThrow(RangeError);
  });
});
