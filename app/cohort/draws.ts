/** Draws from a seeded source of uniform numbers in [0, 1). */
export type Random = () => number;

/** Standard normal (Box and Muller). */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Log-normal by its median and the standard deviation of its logarithm. */
export function logNormal(random: Random, median: number, logDeviation: number): number {
  return median * Math.exp(logDeviation * normal(random));
}

export function between(random: Random, low: number, high: number): number {
  return low + (high - low) * random();
}

export function pick<T>(random: Random, values: readonly T[]): T {
  return values[Math.floor(random() * values.length)]!;
}
