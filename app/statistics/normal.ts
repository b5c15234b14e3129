/**
 * Complementary error function: Taylor series of erf below 2.5 (Abramowitz & Stegun 7.1.6), continued fraction above
 * (7.1.14, evaluated backwards), so that small tails keep their relative accuracy.
 */
function erfc(x: number): number {
  if (x < 0) return 2 - erfc(-x);
  const core = Math.exp(-x * x) / Math.sqrt(Math.PI);
  if (x < 2.5) {
    let term = 2 * x;
    let sum = term;
    for (let n = 1; term > sum * 1e-17; n++) {
      term *= (2 * x * x) / (2 * n + 1);
      sum += term;
    }
    return 1 - core * sum;
  }
  let fraction = x;
  for (let k = 120; k >= 1; k--) fraction = x + k / 2 / fraction;
  return core / fraction;
}

/** Share of a standard normal variable below z. */
export function normalBelow(z: number): number {
  return erfc(-z / Math.SQRT2) / 2;
}

/** Two-sided p value of a standard normal statistic. */
export function twoSided(z: number): number {
  return erfc(Math.abs(z) / Math.SQRT2);
}
