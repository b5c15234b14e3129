import { confusionAt, measuresOf } from '../../app/statistics/atCutoff.ts';
import { auc } from '../../app/statistics/auc.ts';
import { bootstrapIntervals, groupsOf } from '../../app/statistics/bootstrap.ts';
import { brier, calibrationOf, reliability } from '../../app/statistics/calibration.ts';
import { clinicalImpact, decisionCurve, percentSteps } from '../../app/statistics/decisionCurve.ts';
import { compareDelong } from '../../app/statistics/delong.ts';
import { ksTest } from '../../app/statistics/kolmogorovSmirnov.ts';
import { rocCurve } from '../../app/statistics/roc.ts';
import { mean } from '../../app/statistics/summary.ts';
import type { Comparison, Curves, Measure, Result } from './result.ts';

/** One case with a known outcome and a model's probability. */
export type Answered = {
  readonly id: string;
  readonly patient: string | null;
  readonly probability: number;
  readonly label: 0 | 1;
};

/** In the order in which they are printed. */
const NAMES = {
  auc: 'AUC',
  sensitivity: 'sensitivity',
  specificity: 'specificity',
  accuracy: 'accuracy',
  ppv: 'PPV',
  npv: 'NPV',
  f1: 'F1',
  slope: 'calibration slope',
  intercept: 'calibration intercept',
  inTheLarge: 'calibration in the large',
  brier: 'Brier score',
} as const;
type Name = keyof typeof NAMES;

/** Thresholds drawn and listed: 0 to 0.9 in steps of 0.01, as in LLNM-Net's Figure 6d. */
const STEPS = percentSteps(0.9);

/** Every figure of a two-class answer, with bootstrap 95% intervals over patients where they are known. */
export function binaryResult(
  about: Pick<Result, 'task' | 'model' | 'on'> & { notes?: readonly string[] },
  answered: readonly Answered[],
  cutoff: number,
  resamples: number,
): Result {
  const labels = answered.map((a) => a.label);
  const probabilities = answered.map((a) => a.probability);
  const groups = groupsOf(answered.map((a) => a.patient));
  const statistics = (cases: readonly number[]): Record<Name, number> => {
    const p = cases.map((i) => probabilities[i]!);
    const y = cases.map((i) => labels[i]!);
    return { auc: auc(p, y), ...measuresOf(confusionAt(p, y, cutoff)), ...calibrationOf(p, y) };
  };
  const values = statistics(answered.map((_, i) => i));
  const intervals = bootstrapIntervals(groups, statistics, undefined, resamples);
  const prevalence = mean(labels);
  const shareOf = (label: number) => labels.filter((y) => y === label).length;
  const oneClass = prevalence === 0 || prevalence === 1;
  return {
    ...about,
    cases: answered.length,
    groups: groups.length,
    measures: (Object.keys(NAMES) as Name[]).map((name) => ({
      name: NAMES[name],
      value: values[name],
      interval: Number.isFinite(values[name]) ? intervals[name] : null,
    })),
    baselines: [
      measure(
        'Brier score of the prevalence alone',
        brier(new Array(labels.length).fill(prevalence), labels),
      ),
      measure('accuracy of always naming the commoner class', Math.max(prevalence, 1 - prevalence)),
    ],
    notes: [
      `${shareOf(1)} positive, ${shareOf(0)} negative; called positive at or above ${cutoff}`,
      ...(oneClass ? ['only one class is present: AUC and calibration do not exist'] : []),
      ...(about.notes ?? []),
    ],
    ...(oneClass ? {} : { curves: curvesOf(probabilities, labels, prevalence) }),
    answers: answered.map((a) => ({ id: a.id, value: a.probability, truth: a.label })),
  };
}

function curvesOf(probabilities: readonly number[], labels: readonly number[], prevalence: number): Curves {
  return {
    roc: rocCurve(probabilities, labels),
    reliability: reliability(probabilities, labels),
    decision: decisionCurve(probabilities, labels, STEPS),
    impact: clinicalImpact(probabilities, labels, STEPS),
    prevalence,
  };
}

/** DeLong's comparison of two models on the same cases, in the same order. */
export function compare(
  on: string,
  first: { model: string; answered: readonly Answered[] },
  second: { model: string; answered: readonly Answered[] },
): Comparison {
  const one = first.answered.map((a) => a.probability);
  const two = second.answered.map((a) => a.probability);
  const found = compareDelong(
    one,
    two,
    first.answered.map((a) => a.label),
  );
  const ks = ksTest(one, two);
  return {
    on,
    first: first.model,
    second: second.model,
    cases: one.length,
    aucDifference: found.difference,
    interval: found.interval,
    z: found.z,
    p: found.p,
    ksDistance: ks.distance,
    ksP: ks.p,
  };
}

type Model = { readonly model: string; readonly answered: readonly Answered[] };

/** DeLong needs the same cases in the same order on both sides: those that both models answered. */
export function compareShared(on: string, first: Model, second: Model): Comparison {
  const others = new Map(second.answered.map((a) => [a.id, a]));
  const shared = first.answered.filter((a) => others.has(a.id));
  return compare(
    on,
    { model: first.model, answered: shared },
    { model: second.model, answered: shared.map((a) => others.get(a.id)!) },
  );
}

export function measure(
  name: string,
  value: number,
  interval: readonly [number, number] | null = null,
): Measure {
  return { name, value, interval };
}
