import { FEATURE_NAMES } from '../../../app/case/assessment.ts';
import { type Neutral, withoutFeatures } from '../../../app/explanation/neutral.ts';
import type { FusionTensors } from '../../../app/fusion/fusionInputs.ts';

/** Shapley's sum over all 2⁸ sets of features, for comparison with the two-sided occlusion that is shown. */
export async function exactShapley(
  inputs: FusionTensors,
  neutral: Neutral,
  ask: (inputs: FusionTensors) => Promise<number>,
): Promise<number[]> {
  const count = FEATURE_NAMES.length;
  const values = new Float64Array(1 << count);
  for (let set = 0; set < values.length; set++) {
    const absent = new Set(FEATURE_NAMES.filter((_, i) => !(set & (1 << i))));
    values[set] = await ask(withoutFeatures(inputs, absent, neutral));
  }
  return shapleyOf(values, count);
}

/**
 * Shapley values of a game given by its value for every set (bit i: player i takes part):
 * φᵢ = Σ over sets S without i of |S|! (n − |S| − 1)! / n! · (v(S ∪ i) − v(S)).
 */
export function shapleyOf(values: ArrayLike<number>, count: number): number[] {
  const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));
  const weights = Array.from(
    { length: count },
    (_, size) => (factorial(size) * factorial(count - size - 1)) / factorial(count),
  );
  return Array.from({ length: count }, (_, i) => {
    let sum = 0;
    for (let set = 0; set < values.length; set++) {
      if (set & (1 << i)) continue;
      let size = 0;
      for (let bits = set; bits; bits &= bits - 1) size++;
      sum += weights[size]! * (values[set | (1 << i)]! - values[set]!);
    }
    return sum;
  });
}
