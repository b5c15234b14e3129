import {
  type CheckName,
  type ExplanationMethod,
  type FaithfulnessCheck,
  reachesAim,
} from '../../../app/explanation/faithfulness.ts';
import { seededRandom } from '../../../app/morphology/random.ts';
import { bootstrapInterval } from '../../../app/statistics/bootstrap.ts';
import type { CurveAreas } from './measureCase.ts';

const RESAMPLES = 1000;

/** Mean over cases with its 95% bootstrap interval (one case a picture, so cases are drawn). */
export function meanOf(values: readonly number[]): { value: number; interval: [number, number] } {
  const mean = (some: readonly number[]) => some.reduce((a, b) => a + b, 0) / some.length;
  const groups = values.map((_, i) => [i]);
  const interval = bootstrapInterval(
    groups,
    (cases) => mean(cases.map((i) => values[i]!)),
    seededRandom(1),
    RESAMPLES,
  );
  return { value: round(mean(values)), interval: [round(interval[0]), round(interval[1])] };
}

/** One check from its values per case; values that do not exist (a case without a report) are left out. */
export function checkOf(
  method: ExplanationMethod,
  check: CheckName,
  perCase: readonly number[],
  baseline: readonly number[] | null = null,
): FaithfulnessCheck[] {
  const values = perCase.filter(Number.isFinite);
  if (values.length === 0) return [];
  const { value, interval } = meanOf(values);
  return [
    {
      method,
      check,
      value,
      interval,
      baseline: baseline && meanOf(baseline.filter(Number.isFinite)),
      cases: values.length,
      passed: reachesAim(check, value, interval),
    },
  ];
}

/** Deletion and insertion of one method: how much better than a random order, area in units of risk. */
export function curveChecks(method: ExplanationMethod, areas: readonly CurveAreas[]): FaithfulnessCheck[] {
  return [
    ...checkOf(
      method,
      'deletion',
      areas.map((a) => a.randomDeletion - a.deletion),
    ),
    ...checkOf(
      method,
      'insertion',
      areas.map((a) => a.insertion - a.randomInsertion),
    ),
  ];
}

function round(value: number): number {
  return Number(value.toFixed(4));
}
