export type KsTest = {
  /** Largest distance between the two empirical distributions. */
  readonly distance: number;
  /** Two-sided, asymptotic (Kolmogorov's series with Stephens' correction); good from some 20 values a side on. */
  readonly p: number;
};

/** Two-sample Kolmogorov-Smirnov test; ties are stepped over together. */
export function ksTest(first: readonly number[], second: readonly number[]): KsTest {
  const a = [...first].sort((x, y) => x - y);
  const b = [...second].sort((x, y) => x - y);
  let distance = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const value = Math.min(a[i]!, b[j]!);
    while (i < a.length && a[i] === value) i++;
    while (j < b.length && b[j] === value) j++;
    distance = Math.max(distance, Math.abs(i / a.length - j / b.length));
  }
  const root = Math.sqrt((a.length * b.length) / (a.length + b.length));
  return { distance, p: kolmogorovAbove((root + 0.12 + 0.11 / root) * distance) };
}

/** P(K > x) of the Kolmogorov distribution. */
function kolmogorovAbove(x: number): number {
  if (x < 0.2) return 1;
  let sum = 0;
  for (let k = 1; k <= 100; k++) sum += (k % 2 ? 2 : -2) * Math.exp(-2 * k * k * x * x);
  return Math.min(1, Math.max(0, sum));
}
