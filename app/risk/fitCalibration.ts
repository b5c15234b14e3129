import { fitLogistic } from '../statistics/logistic.ts';
import { wilson } from '../statistics/wilson.ts';
import type { Calibration } from './calibrate.ts';

const NEAREST = 150;
const TABLE_POINTS = 41;

/**
 * Platt scaling of raw logits, and a table of 95% intervals: at each of 41 logits spread over the cases, the
 * Wilson interval of the observed share of positives among the 150 cases nearest in logit.
 * @param logits raw network outputs of cases it was not trained on
 */
export function fitCalibration(logits: readonly number[], outcomes: readonly number[]): Calibration {
  const { coefficients } = fitLogistic(
    logits.map((logit) => [logit]),
    outcomes,
  );
  const order = logits.map((_, i) => i).sort((a, b) => logits[a]! - logits[b]!);
  const nearest = Math.min(NEAREST, order.length);
  const table = Array.from({ length: TABLE_POINTS }, (_, k) => {
    const at = logits[order[Math.round((k / (TABLE_POINTS - 1)) * (order.length - 1))]!]!;
    let from = 0;
    while (
      from + nearest < order.length &&
      at - logits[order[from]!]! > logits[order[from + nearest]!]! - at
    ) {
      from++;
    }
    const positives = order.slice(from, from + nearest).reduce((sum, i) => sum + outcomes[i]!, 0);
    return { at, bounds: wilson(positives, nearest) };
  }).filter(({ at }, k, all) => k === 0 || at > all[k - 1]!.at);
  return {
    slope: coefficients[1]!,
    intercept: coefficients[0]!,
    prevalence: outcomes.reduce((a, b) => a + b, 0) / outcomes.length,
    interval: {
      nearest,
      logits: table.map((row) => row.at),
      low: table.map((row) => row.bounds[0]),
      high: table.map((row) => row.bounds[1]),
    },
  };
}

/** To four decimals: all that a manifest needs. */
export function roundedCalibration(c: Calibration): Calibration {
  const round = (value: number): number => Number(value.toFixed(4));
  const { nearest, logits, low, high } = c.interval;
  return {
    slope: round(c.slope),
    intercept: round(c.intercept),
    prevalence: round(c.prevalence),
    interval: { nearest, logits: logits.map(round), low: low.map(round), high: high.map(round) },
  };
}
