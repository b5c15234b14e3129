import { seededRandom } from '../morphology/random.ts';

export type Interval = [number, number];

/** Resamples where the caller does not say otherwise. */
export const RESAMPLES = 1000;

/**
 * 95% percentile bootstrap intervals of several statistics at once, resampling whole groups: the pictures of one
 * patient stay together. Resamples in which a statistic is not finite (a class is missing) are left out for it.
 * @param groups indices of the cases of each patient
 * @param statistics what is computed on one resample; its keys are the keys of the answer
 * @returns [NaN, NaN] for a statistic that was never finite
 */
export function bootstrapIntervals<K extends string>(
  groups: readonly (readonly number[])[],
  statistics: (cases: readonly number[]) => Record<K, number>,
  random: () => number = seededRandom(1),
  times = RESAMPLES,
): Record<K, Interval> {
  const drawn = Array.from({ length: times }, () =>
    statistics(Array.from(groups, () => groups[Math.floor(random() * groups.length)]!).flat()),
  );
  const names = Object.keys(drawn[0]!) as K[];
  return Object.fromEntries(names.map((name) => [name, percentiles(drawn.map((d) => d[name]))])) as Record<
    K,
    Interval
  >;
}

/** The interval of one statistic; see `bootstrapIntervals`. */
export function bootstrapInterval(
  groups: readonly (readonly number[])[],
  statistic: (cases: readonly number[]) => number,
  random?: () => number,
  times?: number,
): Interval {
  return bootstrapIntervals(groups, (cases) => ({ it: statistic(cases) }), random, times).it;
}

/** The cases of each patient, in order of first appearance; a case without a patient is its own group. */
export function groupsOf(patients: readonly (string | null)[]): number[][] {
  const groups = new Map<string | number, number[]>();
  for (const [i, patient] of patients.entries()) {
    const key = patient ?? i;
    groups.set(key, [...(groups.get(key) ?? []), i]);
  }
  return [...groups.values()];
}

function percentiles(values: readonly number[]): Interval {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  if (sorted.length === 0) return [Number.NaN, Number.NaN];
  const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1]!;
  return [at(0.025), at(0.975)];
}
