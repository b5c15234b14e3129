import { confusionAt } from './atCutoff.ts';
import { mean } from './summary.ts';

export type DecisionPoint = {
  readonly threshold: number;
  /** Net benefit of acting at or above the threshold, per patient. */
  readonly model: number;
  /** Of acting on every patient. */
  readonly all: number;
  /** Of acting on nobody. */
  readonly none: 0;
};

/**
 * Decision curve analysis (Vickers and Elkin, Med Decis Making 26:565, 2006): true positives minus false positives
 * weighed by the odds of the threshold, as a share of all patients. Divided by the prevalence it is the
 * standardised net benefit of LLNM-Net's Figure 6c.
 * @param thresholds from 0 to below 1
 */
export function decisionCurve(
  probabilities: readonly number[],
  outcomes: readonly number[],
  thresholds: readonly number[],
): DecisionPoint[] {
  const prevalence = mean(outcomes);
  return thresholds.map((threshold) => {
    const odds = threshold / (1 - threshold);
    const { truePositives, falsePositives } = confusionAt(probabilities, outcomes, threshold);
    return {
      threshold,
      model: (truePositives - falsePositives * odds) / probabilities.length,
      all: prevalence - (1 - prevalence) * odds,
      none: 0,
    };
  });
}

/** One row of LLNM-Net's Figure 6d. */
export type ImpactRow = {
  readonly cutoff: number;
  /** Share of the patients at or above the cutoff ("Accept LLN FNA"). */
  readonly actedOn: number;
  /** 1 − PPV there: the share of those who have no metastasis (the figure's second column). */
  readonly withoutDisease: number;
};

export function clinicalImpact(
  probabilities: readonly number[],
  outcomes: readonly number[],
  cutoffs: readonly number[],
): ImpactRow[] {
  return cutoffs.map((cutoff) => {
    const { truePositives, falsePositives } = confusionAt(probabilities, outcomes, cutoff);
    const acted = truePositives + falsePositives;
    return { cutoff, actedOn: acted / probabilities.length, withoutDisease: falsePositives / acted };
  });
}

/** 0, 0.01, … up to `last`. */
export function percentSteps(last: number): number[] {
  return Array.from({ length: Math.round(last * 100) + 1 }, (_, i) => i / 100);
}
