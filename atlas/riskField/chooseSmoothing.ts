import type { Point3 } from '../template/template.ts';
import type { SmoothingChoice } from './field.types.ts';
import type { FieldCase } from './fieldCase.ts';
import { spread } from './grid.ts';

/** Kernel widths tried, mm: from a small nodule's radius to the half width of the gland. */
export const SMOOTHING_MM = [2.5, 3.5, 5, 7, 10, 14, 20] as const;
export const FOLDS = 5;
/** Places of a band that are read here; the field itself uses all. */
const BAND_PLACES = 5;
/** The fold of cases that are pooled in: behind every prediction, and never predicted. */
const ALWAYS = -1;
/** Cases' worth of the overall share that is mixed in, so that one case alone is never certain. */
const PRIOR = 1;

/**
 * Chooses the kernel's width by cross-validation: each case is predicted by the field of the other folds' cases,
 * and the width with the smallest log loss is taken. The fold comes from the case's id: the same case falls into the
 * same fold whatever else is there.
 *
 * @param pooled simulated cases that stand behind every prediction without being predicted themselves
 */
export function chooseSmoothing(
  own: readonly FieldCase[],
  pooled: readonly FieldCase[] = [],
  candidates: readonly number[] = SMOOTHING_MM,
): SmoothingChoice {
  const cases = [...own, ...pooled];
  const folds = cases.map((c, i) => (i < own.length ? foldOf(c.id) : ALWAYS));
  const thinned = cases.map((c) => thin(c.points));
  const plain = losses(cases, folds, () => 0);
  const trials = candidates.map((smoothingMm) => {
    const deviations = cases.map((c) => spread(c.radiiMm, smoothingMm));
    const each = losses(cases, folds, (i, j) => overlap(thinned[i]!, thinned[j]!, deviations[j]!));
    return { smoothingMm, logLoss: mean(each), each };
  });
  const best = trials.reduce((a, b) => (b.logLoss < a.logLoss ? b : a));
  const gains = best.each.map((loss, i) => plain[i]! - loss);
  const gain = mean(gains);
  const variance = mean(gains.map((g) => (g - gain) ** 2));
  return {
    folds: FOLDS,
    trials: trials.map(({ smoothingMm, logLoss }) => ({ smoothingMm, logLoss })),
    chosenMm: best.smoothingMm,
    logLossWithoutPlace: mean(plain),
    gain,
    gainError: Math.sqrt(variance / Math.max(1, own.length - 1)),
  };
}

/** Log loss of each case under the cases of the other folds, weighted by `weightOf(case, other)`. */
function losses(
  cases: readonly FieldCase[],
  folds: readonly number[],
  weightOf: (i: number, j: number) => number,
): number[] {
  const shares = Array.from({ length: FOLDS }, (_, fold) => {
    let all = 1;
    let metastatic = 0.5;
    cases.forEach((c, j) => {
      if (folds[j] === fold) return;
      all += c.weight;
      if (c.metastatic) metastatic += c.weight;
    });
    return metastatic / all;
  });
  return cases.flatMap((c, i) => {
    if (folds[i] === ALWAYS) return [];
    let weight = PRIOR;
    let metastatic = PRIOR * shares[folds[i]!]!;
    for (let j = 0; j < cases.length; j++) {
      if (folds[j] === folds[i]) continue;
      const w = weightOf(i, j) * cases[j]!.weight;
      weight += w;
      if (cases[j]!.metastatic) metastatic += w;
    }
    const p = metastatic / weight;
    return [-Math.log(c.metastatic ? p : 1 - p)];
  });
}

/** Mean kernel between two cases' places. */
function overlap(a: readonly Point3[], b: readonly Point3[], deviations: readonly number[]): number {
  let sum = 0;
  for (const p of a)
    for (const q of b) {
      const x = (p[0] - q[0]) / deviations[0]!;
      const y = (p[1] - q[1]) / deviations[1]!;
      const z = (p[2] - q[2]) / deviations[2]!;
      const square = x * x + y * y + z * z;
      if (square < 18) sum += Math.exp(-0.5 * square);
    }
  return sum / (a.length * b.length);
}

function thin(points: readonly Point3[]): readonly Point3[] {
  if (points.length <= BAND_PLACES) return points;
  return Array.from(
    { length: BAND_PLACES },
    (_, i) => points[Math.round((i * (points.length - 1)) / (BAND_PLACES - 1))]!,
  );
}

/** FNV-1a of the id: spreads cases evenly over the folds, the same on every machine. */
export function foldOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  hash ^= hash >>> 15;
  return (hash >>> 0) % FOLDS;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((a, b) => a + b, 0) / values.length;
}
