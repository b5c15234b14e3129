import type { WordKey } from '../words/en.ts';

export type Stage = 1 | 2 | 3;

/** Softmax of the three stage logits. */
export function stageProbabilities(stageLogits: readonly number[]): [number, number, number] {
  const largest = Math.max(...stageLogits);
  const powers = stageLogits.map((logit) => Math.exp(logit - largest));
  const sum = powers.reduce((a, b) => a + b, 0);
  return [powers[0]! / sum, powers[1]! / sum, powers[2]! / sum];
}

/**
 * The stage of LLNM-Net ("Predicting high-risk lymph node metastasis patients"): 1 low, 2 medium, 3 high.
 * Below the cut-off a case is stage 1 whatever the stage head says; at or above it the likelier of stages 2 and
 * 3 counts. The paper's stage 1 also holds small metastases, but "low, routine follow-up" beside a risk above
 * the cut-off would be read as safe.
 */
export function stageOf(probability: number, cutoff: number, stageLogits: readonly number[]): Stage {
  if (probability < cutoff) return 1;
  const [, medium, high] = stageProbabilities(stageLogits);
  return high >= medium ? 3 : 2;
}

/** The next step in words (the paper's Figure 7b: neck ultrasound for all, FNA of nodes at medium and high risk). */
export function nextStep(stage: Stage): WordKey {
  return ({ 1: 'risk.next.stage1', 2: 'risk.next.stage2', 3: 'risk.next.stage3' } as const)[stage];
}
