import { FEATURE_NAMES, type Feature, type FeatureName } from '../case/assessment.ts';

import { FEATURE_GROUP, FEATURE_TOKENS } from './tokenLayout.ts';

/**
 * The product's integration function: Σ contribution × response (LLNM-Net, Figure 5: "the prediction
 * scores are integrated according to their contribution to finally obtain the metastasis prediction
 * probability"). Contributions are shares that add up to 1.
 */
export function integrate(features: readonly { contribution: number; response: number }[]): number {
  return features.reduce((sum, f) => sum + f.contribution * f.response, 0);
}

/**
 * Contribution of each feature: the rollout relevance of its tokens, averaged over the views.
 * @param relevances one vector of 201 per view, as `attentionRollout` gives them
 * @returns shares in the order of FEATURE_NAMES, adding up to 1
 */
export function contributionsOf(relevances: readonly Float64Array[]): number[] {
  const sums = FEATURE_NAMES.map((name) => {
    const [from, to] = FEATURE_TOKENS[name];
    let sum = 0;
    for (const relevance of relevances) for (let i = from; i < to; i++) sum += relevance[i]!;
    return sum;
  });
  const total = sums.reduce((a, b) => a + b, 0);
  return sums.map((sum) => sum / total);
}

/**
 * Responses that integrate to the displayed risk.
 *
 * The network answers for each feature alone by applying its head to the mean of that feature's last-layer
 * tokens; those raw answers are uncalibrated and do not add up by themselves. They are moved together by
 * one offset on the log-odds scale, the single number δ for which Σ contribution × σ(logit + δ) equals the
 * calibrated risk. Their order and distances in log-odds stay what the network said.
 *
 * @param contributions shares adding up to 1
 * @param logits raw log-odds per feature, same order
 * @param risk displayed probability
 */
export function responsesFor(
  contributions: readonly number[],
  logits: readonly number[],
  risk: number,
): number[] {
  const at = (offset: number) => logits.map((logit) => 1 / (1 + Math.exp(-(logit + offset))));
  const total = (offset: number) =>
    at(offset).reduce((sum, response, i) => sum + response * contributions[i]!, 0);
  let low = -80 - Math.max(...logits);
  let high = 80 - Math.min(...logits);
  for (let step = 0; step < 200; step++) {
    const middle = (low + high) / 2;
    if (total(middle) < risk) low = middle;
    else high = middle;
  }
  return at((low + high) / 2);
}

/** The eight features as they are shown and stored. */
export function explainFeatures(
  relevances: readonly Float64Array[],
  logits: readonly number[],
  risk: number,
): Feature[] {
  const contributions = contributionsOf(relevances);
  const responses = responsesFor(contributions, logits, risk);
  return FEATURE_NAMES.map((name: FeatureName, i) => ({
    name,
    group: FEATURE_GROUP[name],
    contribution: contributions[i]!,
    response: responses[i]!,
  }));
}
