import { z } from 'zod';

/** Calibration of the fusion network as the pack's manifest carries it (`parameters.calibration`). */
export const calibrationSchema = z
  .object({
    /** Platt scaling: log-odds = slope × logit + intercept. */
    slope: z.number().positive(),
    intercept: z.number(),
    /** Share of positives among the calibration cases: what the probability assumes before any adjustment. */
    prevalence: z.number().gt(0).lt(1),
    /** 95% interval of the observed share of positives among the nearest calibration cases, by raw logit. */
    interval: z.object({
      nearest: z.int().min(20),
      logits: z.array(z.number()).min(2),
      low: z.array(z.number().min(0).max(1)),
      high: z.array(z.number().min(0).max(1)),
    }),
  })
  .refine(({ interval: i }) => i.low.length === i.logits.length && i.high.length === i.logits.length, {
    message: 'the interval table has columns of different length',
  });
export type Calibration = z.infer<typeof calibrationSchema>;

export type CalibratedRisk = { readonly probability: number; readonly interval: readonly [number, number] };

export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

export function logOdds(p: number): number {
  return Math.log(p / (1 - p));
}

/**
 * The calibrated probability of a raw network logit with its 95% interval, at the calibration cases'
 * prevalence. The interval says how well the calibration cases pin the risk down at this logit (Jeffreys
 * interval over the nearest of them); it always holds the probability itself.
 */
export function calibrate(logit: number, calibration: Calibration): CalibratedRisk {
  const probability = sigmoid(calibration.slope * logit + calibration.intercept);
  const { logits, low, high } = calibration.interval;
  return {
    probability,
    interval: [
      Math.min(probability, interpolate(logits, low, logit)),
      Math.max(probability, interpolate(logits, high, logit)),
    ],
  };
}

/** Straight lines between the table's points, its ends beyond them. */
function interpolate(xs: readonly number[], ys: readonly number[], x: number): number {
  const above = xs.findIndex((value) => value > x);
  if (above === 0) return ys[0]!;
  if (above < 0) return ys.at(-1)!;
  const share = (x - xs[above - 1]!) / (xs[above]! - xs[above - 1]!);
  return ys[above - 1]! + share * (ys[above]! - ys[above - 1]!);
}

/**
 * Carries a probability from one prevalence to another by Bayes' rule: the odds change by the ratio of the
 * prevalence odds (the features' likelihood ratio stays).
 */
export function adjustPrevalence(probability: number, trained: number, local: number): number {
  if (probability <= 0 || probability >= 1) return probability;
  return sigmoid(logOdds(probability) + logOdds(local) - logOdds(trained));
}

/** Calibrated and adjusted to the clinic's prevalence, ends of the interval included. */
export function riskAtPrevalence(logit: number, calibration: Calibration, local: number): CalibratedRisk {
  const { probability, interval } = calibrate(logit, calibration);
  const move = (p: number) => adjustPrevalence(p, calibration.prevalence, local);
  return { probability: move(probability), interval: [move(interval[0]), move(interval[1])] };
}
