import type { FeatureName } from '../../../app/case/assessment.ts';
import { type Neutral, START_NEUTRAL, withoutFeatures } from '../../../app/explanation/neutral.ts';
import type { FusionTensors } from '../../../app/fusion/fusionInputs.ts';
import type { FaithfulnessCase } from './cases.ts';
import { firstView } from './measureCase.ts';

type Ask = (inputs: FusionTensors) => Promise<number>;

const HALVINGS = 5;
/**
 * Finds what is typical for these weights: means where a mean is a value like any other (greys, echogenicity,
 * shape); for location, texture and margin the number at which leaving the feature out moves the log-odds by 0 on
 * average over the calibration cases (bisection), or the end of the range that comes nearest.
 */
export async function fitNeutral(cases: readonly FaithfulnessCase[], ask: Ask): Promise<Neutral> {
  if (cases.length === 0) return START_NEUTRAL;
  const inputs = cases.map((one) => firstView(one.inputs));
  const neutral = { ...START_NEUTRAL, ...meansOf(inputs) };
  const whole: number[] = [];
  for (const one of inputs) whole.push(await ask(one));
  const effect = async (feature: FeatureName, candidate: Neutral): Promise<number> => {
    let sum = 0;
    for (const [i, one] of inputs.entries())
      sum += whole[i]! - (await ask(withoutFeatures(one, new Set([feature]), candidate)));
    return sum / inputs.length;
  };
  const fits = [
    ['location', 'depthShare', 0, 0.5],
    ['margin', 'marginStep', 0, 0.45],
    ['internalMorphology', 'textureStep', 0, 0.45],
  ] as const;
  for (const [feature, key, from, to] of fits) {
    let [low, high] = [from as number, to as number];
    const at = (value: number) => effect(feature, { ...neutral, [key]: value });
    const [atLow, atHigh] = [await at(low), await at(high)];
    let best = Math.abs(atLow) < Math.abs(atHigh) ? { value: low, off: atLow } : { value: high, off: atHigh };
    for (let k = 0; k < HALVINGS && atLow * atHigh < 0; k++) {
      const middle = (low + high) / 2;
      const off = await at(middle);
      if (Math.abs(off) < Math.abs(best.off)) best = { value: middle, off };
      if (off * atLow > 0) low = middle;
      else high = middle;
    }
    neutral[key] = round(best.value);
    console.log(`  typical ${feature}: ${key} ${neutral[key]}, mean effect left ${best.off.toFixed(3)}`);
  }
  return neutral;
}

function meansOf(cases: readonly FusionTensors[]) {
  const mean = (values: readonly number[]) => round(values.reduce((a, b) => a + b, 0) / values.length);
  const grey = (name: 'texture' | 'margin') =>
    mean(cases.map(({ [name]: { data } }) => data.reduce((a, b) => a + b, 0) / data.length));
  const rows = cases.flatMap(({ morphology: { data, dims } }) =>
    Array.from({ length: dims[0]! }, (_, k) => Array.from(data.subarray(k * 5, k * 5 + 5))),
  );
  const known = rows.filter((row) => row[4] === 1);
  return {
    textureGrey: grey('texture'),
    marginGrey: grey('margin'),
    echogenicity: mean(rows.map((row) => row[0]!)),
    ...(known.length > 0
      ? { shapeKnown: [1, 2, 3].map((j) => mean(known.map((row) => row[j]!))) as [number, number, number] }
      : {}),
  };
}

const round = (value: number) => Number(value.toFixed(4));
