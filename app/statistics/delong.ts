import { twoSided } from './normal.ts';
import { mean } from './summary.ts';
import { Z95 } from './wilson.ts';

/**
 * DeLong, DeLong and Clarke-Pearson (Biometrics 44:837, 1988): variance of an AUC, and comparison of two AUCs on the
 * same cases, by the mid-rank form of Sun and Xu (IEEE Signal Processing Letters 21:1389, 2014).
 */

export type DelongAuc = {
  readonly auc: number;
  readonly variance: number;
  /** 95%, normal approximation, held within 0 and 1. */
  readonly interval: [number, number];
};

export type DelongComparison = {
  readonly first: DelongAuc;
  readonly second: DelongAuc;
  /** AUC of the first minus AUC of the second. */
  readonly difference: number;
  readonly standardError: number;
  readonly interval: [number, number];
  readonly z: number;
  /** Two-sided. */
  readonly p: number;
};

export function delongAuc(scores: readonly number[], outcomes: readonly number[]): DelongAuc {
  const parts = components(scores, outcomes);
  return summary(parts);
}

/** Two scores of the same cases, in the same order. Identical scores give a difference of 0 and p 1. */
export function compareDelong(
  first: readonly number[],
  second: readonly number[],
  outcomes: readonly number[],
): DelongComparison {
  const a = components(first, outcomes);
  const b = components(second, outcomes);
  const [one, two] = [summary(a), summary(b)];
  const shared =
    covariance(a.positives, b.positives) / a.positives.length +
    covariance(a.negatives, b.negatives) / a.negatives.length;
  const difference = one.auc - two.auc;
  const standardError = Math.sqrt(Math.max(0, one.variance + two.variance - 2 * shared));
  const z = difference === 0 ? 0 : difference / standardError;
  return {
    first: one,
    second: two,
    difference,
    standardError,
    interval: [difference - Z95 * standardError, difference + Z95 * standardError],
    z,
    p: twoSided(z),
  };
}

/** For each positive the share of negatives below it, and for each negative the share of positives above it. */
type Components = { readonly positives: number[]; readonly negatives: number[] };

function components(scores: readonly number[], outcomes: readonly number[]): Components {
  const positives = scores.filter((_, i) => outcomes[i]);
  const negatives = scores.filter((_, i) => !outcomes[i]);
  const all = midRanks([...positives, ...negatives]);
  const amongPositives = midRanks(positives);
  const amongNegatives = midRanks(negatives);
  const [m, n] = [positives.length, negatives.length];
  return {
    positives: positives.map((_, i) => (all[i]! - amongPositives[i]!) / n),
    negatives: negatives.map((_, j) => 1 - (all[m + j]! - amongNegatives[j]!) / m),
  };
}

function summary({ positives, negatives }: Components): DelongAuc {
  const auc = mean(positives);
  const variance =
    covariance(positives, positives) / positives.length + covariance(negatives, negatives) / negatives.length;
  const reach = Z95 * Math.sqrt(variance);
  return { auc, variance, interval: [Math.max(0, auc - reach), Math.min(1, auc + reach)] };
}

function covariance(a: readonly number[], b: readonly number[]): number {
  const [ma, mb] = [mean(a), mean(b)];
  return a.reduce((sum, value, i) => sum + (value - ma) * (b[i]! - mb), 0) / (a.length - 1);
}

/** Ranks from 1; equal values share the mean of their ranks. */
function midRanks(values: readonly number[]): Float64Array {
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Float64Array(values.length);
  for (let i = 0; i < order.length; ) {
    let j = i;
    while (j < order.length && values[order[j]!] === values[order[i]!]) j++;
    for (let k = i; k < j; k++) ranks[order[k]!] = (i + 1 + j) / 2;
    i = j;
  }
  return ranks;
}
