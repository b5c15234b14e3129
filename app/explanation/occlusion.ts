import { FEATURE_NAMES, type Feature, type FeatureName } from '../case/assessment.ts';
import type { FusionTensors } from '../fusion/fusionInputs.ts';
import { responsesFor } from './contributions.ts';
import { type Neutral, withoutFeatures } from './neutral.ts';
import { FEATURE_GROUP } from './tokenLayout.ts';

/** The network's raw log-odds with some of the features replaced by what is typical, in the order of FEATURE_NAMES. */
export type Occlusions = {
  readonly whole: number;
  /** Every feature typical. */
  readonly none: number;
  /** This feature as it is, all others typical. */
  readonly only: readonly number[];
  /** This feature typical, all others as they are. */
  readonly without: readonly number[];
};

/** The features a case has: a report that was not given, an unknown sex or age cannot be taken away. */
export function givenFeatures(inputs: FusionTensors): ReadonlySet<FeatureName> {
  const [, sexKnown, , ageKnown] = inputs.demographics.data;
  return new Set(
    FEATURE_NAMES.filter((name) => {
      if (name === 'report') return inputs.reportMask.data.some((one) => one > 0);
      if (name === 'sex') return sexKnown! > 0;
      return name === 'age' ? ageKnown! > 0 : true;
    }),
  );
}

/**
 * Asks the network about the case with features left out: alone, and all but one. A feature that was not given is
 * not asked about; its effect is 0.
 *
 * @param whole the raw log-odds of the case as it is
 * @param askAll runs the network on each of these inputs and gives its raw log-odds
 * @param known answers of earlier cases about what is the same in all of them (nothing given but, at most, the sex);
 *   read and added to. Of one network and one set of typical values.
 */
export async function occlusionsOf(
  inputs: FusionTensors,
  whole: number,
  neutral: Neutral,
  askAll: (inputs: readonly FusionTensors[]) => Promise<readonly number[]>,
  known: Map<string, number> = new Map(),
): Promise<Occlusions> {
  const given = FEATURE_NAMES.filter((name) => givenFeatures(inputs).has(name));
  const absent = [
    given,
    ...given.map((name) => [name]),
    ...given.map((name) => given.filter((other) => other !== name)),
  ];
  const questions = absent.map((names) => {
    const changed = withoutFeatures(inputs, new Set(names), neutral);
    const ofTheCase = given.filter((name) => !names.includes(name));
    return { changed, key: ofTheCase.every((name) => name === 'sex') ? factsOf(changed) : null };
  });
  const open = questions.filter(({ key }) => key === null || !known.has(key));
  const asked = new Map(
    (await askAll(open.map(({ changed }) => changed))).map((answer, i) => [open[i]!, answer]),
  );
  const [none, ...answers] = questions.map((question) => {
    const answer = asked.get(question) ?? known.get(question.key!)!;
    if (question.key !== null) known.set(question.key, answer);
    return answer;
  });
  const found = (name: FeatureName, from: number, otherwise: number): number =>
    given.includes(name) ? answers[from + given.indexOf(name)]! : otherwise;
  return {
    whole,
    none: none!,
    without: FEATURE_NAMES.map((name) => found(name, 0, whole)),
    only: FEATURE_NAMES.map((name) => found(name, given.length, none!)),
  };
}

/** All that tells two cases apart of which no picture and no report is given: sex, views, planes, known scales. */
const factsOf = ({ demographics, morphology, gland }: FusionTensors): string =>
  [demographics, morphology, gland].map(({ data }) => data.join()).join(' ');

/** Asks one after the other. */
export const oneByOne =
  <T>(ask: (inputs: T) => Promise<number>) =>
  async (all: readonly T[]): Promise<number[]> => {
    const answers: number[] = [];
    for (const inputs of all) answers.push(await ask(inputs));
    return answers;
  };

/**
 * Effect of each feature on the log-odds: the mean of what it adds to nothing and what it adds to all the others.
 *
 * That is its Shapley value (Shapley 1953; Lundberg & Lee 2017) wherever features interact at most in pairs, from
 * 2 × 8 runs of the network instead of 256; how far it is from the exact value on the shipped weights is measured
 * (`npm run evaluate -- --faithfulness`).
 */
export function featureEffects({ whole, none, only, without }: Occlusions): number[] {
  return FEATURE_NAMES.map((_, i) => (only[i]! - none + whole - without[i]!) / 2);
}

/**
 * The eight features from occlusion: contribution = share of the sum of |effects|; response = the calibrated answer
 * with this feature alone given, all of them moved by one offset so that Σ contribution × response is the risk.
 *
 * @param toRisk raw log-odds to displayed probability (calibration, prevalence)
 */
export function occlusionFeatures(
  occlusions: Occlusions,
  risk: number,
  toRisk: (logit: number) => number,
): Feature[] {
  const strengths = featureEffects(occlusions).map(Math.abs);
  const total = strengths.reduce((a, b) => a + b, 0);
  const contributions = strengths.map((s) => (total > 0 ? s / total : 1 / strengths.length));
  const logOdds = occlusions.only.map((logit) => {
    const p = Math.min(1 - 1e-9, Math.max(1e-9, toRisk(logit)));
    return Math.log(p / (1 - p));
  });
  const responses = responsesFor(contributions, logOdds, risk);
  return FEATURE_NAMES.map((name, i) => ({
    name,
    group: FEATURE_GROUP[name],
    contribution: contributions[i]!,
    response: responses[i]!,
    without: toRisk(occlusions.without[i]!),
  }));
}
