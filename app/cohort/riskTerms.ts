import type { Pole, Sex, Side } from '../case/patientCase.ts';
import { sigmoid } from '../risk/calibrate.ts';
import { normal, type Random } from './draws.ts';
import {
  BURDEN,
  CROWDING,
  DEMOGRAPHICS,
  DISTANCE,
  MORPHOLOGY,
  PLACE,
  POPULATION,
  REPORT,
  REPORT_STRENGTH,
  SELECTION,
  STANDARD,
} from './evidence.ts';
import type { ReportWords } from './phrases.ts';

/** Measured on the pictures of one simulated case: means over its views, the smaller distance. */
export type PictureMeasures = {
  readonly distanceMm: number;
  readonly lengthMm: number;
  readonly ratio: number;
  readonly echogenicity: number;
  readonly heterogeneity: number;
  readonly sharpness: number;
};

export type StandardScores = { readonly [Name in keyof typeof STANDARD]: number };

/** Measurements as standard scores, held within ±2.5 so that no odd picture dominates. */
export function standardScores(measures: PictureMeasures): StandardScores {
  const score = (name: keyof typeof STANDARD, value: number) =>
    Math.max(-2.5, Math.min(2.5, (value - STANDARD[name].mean) / STANDARD[name].deviation));
  return {
    logLengthMm: score('logLengthMm', Math.log(measures.lengthMm)),
    ratio: score('ratio', measures.ratio),
    echogenicity: score('echogenicity', measures.echogenicity),
    heterogeneity: score('heterogeneity', measures.heterogeneity),
    sharpness: score('sharpness', measures.sharpness),
  };
}

/** Log-odds from each view's distance to the capsule, averaged as the network averages views, and from the place in the gland. */
export function locationTerm(distancesMm: readonly number[], side: Side, pole: Pole): number {
  const effects = distancesMm.map(
    (distanceMm) => DISTANCE.strength / (1 + Math.exp((distanceMm - DISTANCE.middleMm) / DISTANCE.widthMm)),
  );
  return effects.reduce((a, b) => a + b, 0) / effects.length + placeTerm(side, pole);
}

/** Log-odds from place in the gland alone. */
export function placeTerm(side: Side, pole: Pole): number {
  return PLACE[side === 'isthmus' ? 'isthmus' : pole];
}

/** Log-odds from size, form, echogenicity, texture and margin. */
export function morphologyTerm(scores: StandardScores): number {
  return (Object.keys(MORPHOLOGY) as (keyof typeof MORPHOLOGY)[]).reduce(
    (sum, name) => sum + MORPHOLOGY[name] * scores[name],
    0,
  );
}

/** Log-odds from the words of the report; a remark that was not made adds nothing. */
export function reportTerm(words: ReportWords): number {
  let sum = 0;
  for (const topic of Object.keys(REPORT) as (keyof ReportWords)[]) {
    const word = words[topic];
    if (word !== null) sum += (REPORT[topic] as Readonly<Record<string, number>>)[word]!;
  }
  return REPORT_STRENGTH * sum;
}

/** Log-odds from sex and age. */
export function demographicsTerm(sex: Sex, ageYears: number): number {
  return (sex === 'M' ? DEMOGRAPHICS.male : 0) + DEMOGRAPHICS.per15Years * ((ageYears - 43) / 15);
}

export function drawDemographics(random: Random): { sex: Sex; ageYears: number } {
  const age = Math.round(POPULATION.ageMedian + POPULATION.ageDeviation * normal(random));
  return {
    sex: random() < POPULATION.femaleShare ? 'F' : 'M',
    ageYears: Math.max(POPULATION.ageMin, Math.min(POPULATION.ageMax, age)),
  };
}

export type Terms = {
  readonly location: number;
  readonly morphology: number;
  readonly report: number;
  readonly demographics: number;
};

/** Probability that a draw of this distance from the capsule and length is kept (`CROWDING`). */
export function keptInCohort(distanceMm: number, lengthMm: number): number {
  const { allKeptToMm, fewKeptFromMm, keptLarge, keptAtCapsule, allKeptFromMm } = CROWDING;
  const share = (value: number) => Math.min(1, Math.max(0, value));
  const inwards = share(distanceMm / allKeptFromMm);
  const large = share((lengthMm - allKeptToMm) / (fewKeptFromMm - allKeptToMm));
  return (keptAtCapsule + (1 - keptAtCapsule) * inwards) * (1 - (1 - keptLarge) * large);
}

/** Probability that a patient with these terms comes to the decision (`SELECTION`). */
export function comesToDecision(terms: Terms): number {
  const s = (Object.keys(SELECTION.weight) as (keyof Terms)[]).reduce(
    (sum, name) =>
      sum + (SELECTION.weight[name] * (terms[name] - SELECTION.mean[name])) / SELECTION.deviation[name],
    0,
  );
  return Math.exp((-SELECTION.strictness * s * s) / 2);
}

/** Probabilities of stages 1, 2, 3 at these log-odds of metastasis. */
export function stageOdds(logOdds: number): [number, number, number] {
  const risk = sigmoid(logOdds);
  const atLeast2 = risk * sigmoid(BURDEN.slope * (logOdds - BURDEN.stage2At));
  const atLeast3 = risk * sigmoid(BURDEN.slope * (logOdds - BURDEN.stage3At));
  return [1 - atLeast2, atLeast2 - atLeast3, atLeast3];
}
