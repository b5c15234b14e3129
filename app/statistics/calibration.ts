import { fitLogistic } from './logistic.ts';
import { mean } from './summary.ts';
import { wilson } from './wilson.ts';

/** Probabilities of exactly 0 or 1 have no log-odds; they are held this far from the ends. */
const CLOSEST = 1e-6;

export type CalibrationMeasures = {
  /** 1 when predictions are neither too extreme (below 1) nor too timid (above 1). */
  readonly slope: number;
  /** Intercept beside that slope. */
  readonly intercept: number;
  /** Intercept with the slope held at 1 ("in the large"): above 0 when the true share is underestimated. */
  readonly inTheLarge: number;
  readonly brier: number;
};

/**
 * Logistic recalibration (Cox 1958; Steyerberg, Clinical Prediction Models, ch. 15): the outcome regressed on the
 * log-odds of the predicted probability.
 * @param probabilities 0 to 1
 */
export function calibrationOf(
  probabilities: readonly number[],
  outcomes: readonly number[],
): CalibrationMeasures {
  const logOdds = probabilities.map(logOddsOf);
  const { coefficients } = fitLogistic(
    logOdds.map((value) => [value]),
    outcomes,
  );
  return {
    slope: coefficients[1]!,
    intercept: coefficients[0]!,
    inTheLarge: shiftOf(logOdds, outcomes),
    brier: brier(probabilities, outcomes),
  };
}

/** Mean squared distance of probability and outcome. */
export function brier(probabilities: readonly number[], outcomes: readonly number[]): number {
  return mean(probabilities.map((p, i) => (p - outcomes[i]!) ** 2));
}

export type ReliabilityBin = {
  readonly count: number;
  readonly predicted: number;
  readonly observed: number;
  /** Wilson's 95% interval of the observed share. */
  readonly interval: [number, number];
};

/** Predicted against observed share in groups of equal size, in order of the prediction. */
export function reliability(
  probabilities: readonly number[],
  outcomes: readonly number[],
  groups = 10,
): ReliabilityBin[] {
  const order = probabilities.map((_, i) => i).sort((a, b) => probabilities[a]! - probabilities[b]!);
  return Array.from({ length: groups }, (_, k) =>
    order.slice(Math.round((k * order.length) / groups), Math.round(((k + 1) * order.length) / groups)),
  )
    .filter((cases) => cases.length > 0)
    .map((cases) => {
      const positives = cases.filter((i) => outcomes[i]).length;
      return {
        count: cases.length,
        predicted: mean(cases.map((i) => probabilities[i]!)),
        observed: positives / cases.length,
        interval: wilson(positives, cases.length),
      };
    });
}

export function logOddsOf(probability: number): number {
  const p = Math.min(1 - CLOSEST, Math.max(CLOSEST, probability));
  return Math.log(p / (1 - p));
}

/** The one number added to all log-odds that makes the mean prediction the observed share (bisection). */
function shiftOf(logOdds: readonly number[], outcomes: readonly number[]): number {
  const share = mean(outcomes);
  if (share === 0 || share === 1) return Number.NaN;
  let [low, high] = [-40, 40];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (mean(logOdds.map((value) => 1 / (1 + Math.exp(-value - middle)))) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
