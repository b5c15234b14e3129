import { PHRASES, type ReportWords } from '../app/cohort/phrases.ts';
import { sigmoid } from '../app/risk/calibrate.ts';
import { expectedAuc } from '../app/statistics/auc.ts';
import { fitLogistic } from '../app/statistics/logistic.ts';
import type { DrawnCase } from './drawCohort.ts';

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

/** What `patternOf` asks of a drawn case. */
export type Labelled = Pick<
  DrawnCase,
  'terms' | 'placeTerm' | 'scores' | 'words' | 'manner' | 'side' | 'pole' | 'logOdds'
>;

/**
 * What each modality shows of a case, as numbers. Not its own term alone: a report that names the pole or the capsule
 * tells of the location too, and a nodule's size tells how near the capsule it may lie, so that a network without the
 * location map knows more than the terms of what it was left with.
 */
function shown(c: Labelled, modality: Modality, transform: boolean): number[] {
  switch (modality) {
    case 'location':
      return transform ? [c.terms.location, c.placeTerm] : [c.placeTerm];
    case 'morphology':
      return [...Object.values(c.scores), c.scores.logLengthMm ** 2];
    case 'report':
      return reportNumbers(c);
    case 'demographics':
      return [c.terms.demographics];
  }
}

/** A column for each word, for the pole and the isthmus where named, and for the size where given. */
function reportNumbers({ terms, words, manner, side, pole, scores }: Labelled): number[] {
  const remarks = Object.entries(PHRASES.en).flatMap(([topic, phrases]) =>
    Object.keys(phrases).map((word) => Number(words[topic as keyof ReportWords] === word)),
  );
  const places = ['upper', 'middle', 'lower'].map((name) =>
    Number(manner.namesPlace && side !== 'isthmus' && pole === name),
  );
  return [
    terms.report,
    ...remarks,
    ...places,
    Number(manner.namesPlace && side === 'isthmus'),
    manner.namesSize ? scores.logLengthMm : 0,
    manner.namesSize ? scores.ratio : 0,
  ];
}

/**
 * AUC of the best linear score of what each row's inputs show (`shown`), for each row of the published tables: a
 * logistic regression fitted on `fitted`, judged on `judged`. About what a network that sees those inputs may reach.
 */
export function patternOf(fitted: readonly Labelled[], judged: readonly Labelled[]): number[] {
  const risks = judged.map((c) => sigmoid(c.logOdds));
  return PUBLISHED_PATTERN.map(({ kept, transform }) => {
    const numbers = (c: Labelled) => kept.flatMap((name) => shown(c, name, transform));
    const rows = fitted.map(numbers);
    const { coefficients } = fitLogistic(
      rows,
      fitted.map((c) => sigmoid(c.logOdds)),
      // A column for every word of a topic is one too many; the ridge decides among equals.
      rows[0]!.map(() => 1),
    );
    const scores = judged.map((c) =>
      numbers(c).reduce((sum, value, k) => sum + value * coefficients[k + 1]!, 0),
    );
    return expectedAuc(scores, risks);
  });
}

/** How a found AUC stands to the published one, in words for a printed table. */
export function againstPublished({ auc: published, aim }: PatternRow, found: number): string {
  const off = found - published;
  const outside = Math.abs(off) > PATTERN_TOLERANCE;
  return `${published.toFixed(3)}, off by ${off.toFixed(3)}${!aim ? ' (not aimed at)' : outside ? ' OUTSIDE' : ''}`;
}
