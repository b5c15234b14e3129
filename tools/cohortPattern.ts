import type { Terms } from '../app/cohort/riskTerms.ts';
import { auc } from '../app/statistics/auc.ts';
import { fitLogistic } from '../app/statistics/logistic.ts';

export const MODALITIES = ['location', 'morphology', 'report', 'demographics'] as const;
export type Modality = (typeof MODALITIES)[number];

export type PatternRow = {
  readonly name: string;
  readonly kept: readonly Modality[];
  /** Without the distance transform (CPDT) the location map only shows where the nodule lies in the gland's box. */
  readonly transform: boolean;
  readonly auc: number;
  /** Whether the cohort is calibrated to it. */
  readonly aim: boolean;
};

const row = (name: string, kept: readonly Modality[], auc: number): PatternRow => ({
  name,
  kept,
  transform: true,
  auc,
  aim: true,
});

/**
 * The paper's ablations (LLNM-Net, Supplementary Table S8) and single modalities (Table S9): what the network was
 * given, and its AUC. What the simulated cohort is calibrated to, each within `PATTERN_TOLERANCE`.
 */
export const PUBLISHED_PATTERN: readonly PatternRow[] = [
  row('everything', MODALITIES, 0.948),
  row('without location', ['morphology', 'report', 'demographics'], 0.729),
  { ...row('without the distance transform', MODALITIES, 0.793), transform: false },
  row('without morphology', ['location', 'report', 'demographics'], 0.824),
  row('without report', ['location', 'morphology', 'demographics'], 0.86),
  row('without demographics', ['location', 'morphology', 'report'], 0.939),
  row('location only', ['location'], 0.797),
  row('morphology only', ['morphology'], 0.692),
  row('report only', ['report'], 0.646),
  row('demographics only', ['demographics'], 0.617),
  { ...row('location and morphology', ['location', 'morphology'], 0.825), aim: false },
];
export const PATTERN_TOLERANCE = 0.03;

type Labelled = {
  readonly terms: Terms;
  /** The part of the location term that needs no distance, as where the transform is missing. */
  readonly placeTerm: number;
  readonly positive: number;
};

/**
 * AUC of the best linear score of the generator's own terms for each row of the published tables: a logistic
 * regression fitted on `fitted`, judged on `judged`. What no network that sees those inputs can be expected to exceed.
 */
export function patternOf(fitted: readonly Labelled[], judged: readonly Labelled[]): number[] {
  const labels = judged.map((c) => c.positive);
  return PUBLISHED_PATTERN.map(({ kept, transform }) => {
    const numbers = (c: Labelled) =>
      kept.map((name) => (name === 'location' && !transform ? c.placeTerm : c.terms[name]));
    const { coefficients } = fitLogistic(
      fitted.map(numbers),
      fitted.map((c) => c.positive),
    );
    const scores = judged.map((c) =>
      numbers(c).reduce((sum, value, k) => sum + value * coefficients[k + 1]!, 0),
    );
    return auc(scores, labels);
  });
}

/** How a found AUC stands to the published one, in words for a printed table. */
export function againstPublished({ auc: published, aim }: PatternRow, found: number): string {
  const off = found - published;
  const outside = Math.abs(off) > PATTERN_TOLERANCE;
  return `${published.toFixed(3)}, off by ${off.toFixed(3)}${!aim ? ' (not aimed at)' : outside ? ' OUTSIDE' : ''}`;
}
