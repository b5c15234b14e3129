import { FEATURE_NAMES } from '../../../app/case/assessment.ts';
import type { ExplanationMethod, FaithfulnessCheck } from '../../../app/explanation/faithfulness.ts';
import { seededRandom } from '../../../app/morphology/random.ts';
import type { Inference } from '../../../main/inference/client.types.ts';
import { spearman } from '../../templateCheck/rankCorrelation.ts';
import type { FaithfulnessCase, FaithfulnessCases } from './cases.ts';
import { exactShapley } from './exactShapley.ts';
import {
  agreement,
  type CurveAreas,
  type Explained,
  explainedBy,
  firstView,
  logitOf,
  type Measuring,
  mapCurves,
  occlusionOf,
  rankAgreement,
  tokenCurves,
  tokensBy,
  withNoise,
} from './measureCase.ts';
import { SHUFFLED_SHARES, type ShuffledPacks } from './shuffledPacks.ts';
import { checkOf, curveChecks } from './summarise.ts';

export type Extent = {
  /** Cases that are asked again with noise and of shuffled networks, and cases with all 256 sets of features. */
  readonly repeatedCases: number;
  readonly exactCases: number;
};

const MAP_METHODS = ['camLocation', 'camTexture', 'camMargin'] as const;
const ATTENTION_AND_MAPS = ['rollout', 'reportTokens', ...MAP_METHODS] as const;

/** Every check of every method on the test cases. */
export async function measureFaithfulness(
  { test, reports }: FaithfulnessCases,
  measuring: Measuring,
  shuffled: ShuffledPacks,
  inference: Inference,
  extent: Extent,
): Promise<FaithfulnessCheck[]> {
  const own: Explained[] = [];
  const ranks: Awaited<ReturnType<typeof rankAgreement>>[] = [];
  const areas = new Map<ExplanationMethod, CurveAreas[]>();
  const add = (method: ExplanationMethod, found: CurveAreas | null) => {
    if (found) areas.set(method, [...(areas.get(method) ?? []), found]);
  };
  for (const [i, one] of test.entries()) {
    ranks.push(await rankAgreement(one.inputs, await explainedBy(measuring.ask, one.inputs, []), measuring));
    const inputs = firstView(one.inputs);
    const explained = await explainedBy(measuring.ask, inputs, one.report);
    own.push(explained);
    for (const method of MAP_METHODS) add(method, await mapCurves(inputs, explained, method, measuring));
    if ((i + 1) % 5 === 0) console.log(`  … curves and occlusion ${i + 1} of ${test.length}`);
  }
  for (const [i, one] of reports.entries()) {
    const inputs = firstView(one.inputs);
    const logit = logitOf(await measuring.ask(inputs, ['logit']));
    const tokens = await tokensBy(measuring.ask, inputs, logit, one.report);
    // Its own draws: how many cases the other curves have does not change these.
    const random = seededRandom(11 + i);
    add('reportTokens', await tokenCurves(inputs, { logit, tokens }, { ...measuring, random }));
    if ((i + 1) % 50 === 0) console.log(`  … reports ${i + 1} of ${reports.length}`);
  }
  const some = test.slice(0, extent.repeatedCases);
  const strengths: number[][] = [];
  for (const [i, { inputs }] of some.entries())
    strengths.push((await occlusionOf(firstView(inputs), own[i]!.logit, measuring)).strengths);
  const noise = await noiseAgreement(some, own, strengths, measuring);
  console.log('  … noise done');
  const random = await shuffledAgreement(some, own, strengths, measuring, shuffled, inference);
  console.log('  … shuffled weights done');
  return [
    ...checkOf(
      'occlusion',
      'rankAgreement',
      ranks.map((r) => r.occlusion),
    ),
    ...checkOf('occlusion', 'noise', noise.occlusion),
    ...checkOf('occlusion', 'randomWeights', random.occlusion),
    ...checkOf('occlusion', 'generatorTerms', generatorAgreement(test, ranks)),
    ...checkOf(
      'occlusion',
      'exactShapley',
      await exactAgreement(test.slice(0, extent.exactCases), measuring),
    ),
    ...checkOf(
      'rollout',
      'rankAgreement',
      ranks.map((r) => r.rollout),
    ),
    ...ATTENTION_AND_MAPS.flatMap((method) => [
      ...curveChecks(method, areas.get(method) ?? []),
      ...checkOf(method, 'noise', noise[method]),
      ...checkOf(method, 'randomWeights', random[method]),
    ]),
  ];
}

type PerMethod = Record<ExplanationMethod, number[]>;
const empty = (): PerMethod => ({
  occlusion: [],
  rollout: [],
  reportTokens: [],
  camLocation: [],
  camTexture: [],
  camMargin: [],
});
const finite = (value: number) => (Number.isFinite(value) ? value : 0);

async function noiseAgreement(
  test: readonly FaithfulnessCase[],
  own: readonly Explained[],
  strengths: readonly (readonly number[])[],
  measuring: Measuring,
): Promise<PerMethod> {
  const found = empty();
  for (const [i, { inputs, report }] of test.entries()) {
    const noisy = withNoise(firstView(inputs), seededRandom(1000 + i));
    const explained = await explainedBy(measuring.ask, noisy, report);
    const same = agreement(own[i]!, explained);
    for (const method of ATTENTION_AND_MAPS) found[method].push(same[method]);
    const again = await occlusionOf(noisy, explained.logit, measuring);
    found.occlusion.push(finite(spearman(again.strengths, strengths[i]!)));
  }
  return found;
}

/** Agreement with the network all of whose weights are shuffled; on the way there, what each share leaves is printed. */
async function shuffledAgreement(
  test: readonly FaithfulnessCase[],
  own: readonly Explained[],
  strengths: readonly (readonly number[])[],
  measuring: Measuring,
  shuffled: ShuffledPacks,
  inference: Inference,
): Promise<PerMethod> {
  let last = empty();
  for (const [k, pack] of shuffled.packs.entries()) {
    const found = empty();
    const ask: Measuring['ask'] = (inputs, outputs) =>
      inference.runIn(pack, 'fusion', inputs, undefined, outputs);
    for (const [i, one] of test.entries()) {
      const inputs = firstView(one.inputs);
      const explained = await explainedBy(ask, inputs, one.report);
      const same = agreement(own[i]!, explained);
      for (const method of ATTENTION_AND_MAPS) found[method].push(same[method]);
      if (k < shuffled.packs.length - 1) continue;
      const again = await occlusionOf(inputs, explained.logit, { ...measuring, ask });
      found.occlusion.push(finite(spearman(again.strengths, strengths[i]!)));
    }
    const means = ATTENTION_AND_MAPS.map((method) => `${method} ${mean(found[method]).toFixed(2)}`);
    console.log(
      `  ${(100 * SHUFFLED_SHARES[k]!).toFixed(0)}% of the weights shuffled: agreement left ${means.join(', ')}`,
    );
    last = found;
  }
  return last;
}

/** |Effect| against |the generator's own term − its mean|: what the labels were really made of. */
function generatorAgreement(
  test: readonly FaithfulnessCase[],
  ranks: readonly { strengths: readonly number[] }[],
): number[] {
  const parts = test.flatMap((one) => (one.parts ? [one.parts] : []));
  if (parts.length < test.length) return [];
  const means = FEATURE_NAMES.map((_, k) => mean(parts.map((p) => p[k]!)));
  return ranks.map(({ strengths }, i) =>
    spearman(
      strengths,
      parts[i]!.map((part, k) => Math.abs(part - means[k]!)),
    ),
  );
}

async function exactAgreement(test: readonly FaithfulnessCase[], measuring: Measuring): Promise<number[]> {
  const found: number[] = [];
  for (const [i, one] of test.entries()) {
    const inputs = firstView(one.inputs);
    const ask = async (asked: typeof inputs) => logitOf(await measuring.ask(asked, ['logit']));
    const { effects } = await occlusionOf(inputs, await ask(inputs), measuring);
    const exact = await exactShapley(inputs, measuring.neutral, ask);
    found.push(spearman(effects.map(Math.abs), exact.map(Math.abs)));
    console.log(`  … exact Shapley values ${i + 1} of ${test.length}`);
  }
  return found;
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);
