export type Confusion = {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly trueNegatives: number;
  readonly falseNegatives: number;
};

export type CutoffMeasures = {
  readonly sensitivity: number;
  readonly specificity: number;
  readonly accuracy: number;
  readonly ppv: number;
  readonly npv: number;
  readonly f1: number;
};

/** Called positive at or above the cutoff, as in LLNM-Net's Figure 3a and 6d. */
export function confusionAt(
  scores: readonly number[],
  outcomes: readonly number[],
  cutoff: number,
): Confusion {
  const counts = { truePositives: 0, falsePositives: 0, trueNegatives: 0, falseNegatives: 0 };
  for (const [i, score] of scores.entries()) {
    if (score >= cutoff) counts[outcomes[i] ? 'truePositives' : 'falsePositives']++;
    else counts[outcomes[i] ? 'falseNegatives' : 'trueNegatives']++;
  }
  return counts;
}

/** A measure whose denominator is empty is NaN ("no case was called positive"), never 0 or 1. */
export function measuresOf(confusion: Confusion): CutoffMeasures {
  const { truePositives: tp, falsePositives: fp, trueNegatives: tn, falseNegatives: fn } = confusion;
  return {
    sensitivity: tp / (tp + fn),
    specificity: tn / (tn + fp),
    accuracy: (tp + tn) / (tp + fp + tn + fn),
    ppv: tp / (tp + fp),
    npv: tn / (tn + fn),
    f1: (2 * tp) / (2 * tp + fp + fn),
  };
}
