import { FEATURE_NAMES } from '../../../app/case/assessment.ts';
import { contributionsOf } from '../../../app/explanation/contributions.ts';
import { areaUnder, keptAlong, mostImportantFirst } from '../../../app/explanation/curves.ts';
import type { ExplanationMethod } from '../../../app/explanation/faithfulness.ts';
import { type Neutral, neutralMaps, withoutFeatures } from '../../../app/explanation/neutral.ts';
import { featureEffects, givenFeatures, occlusionsOf, oneByOne } from '../../../app/explanation/occlusion.ts';
import { partShares, reportPartEffects, tokenWeights } from '../../../app/explanation/reportEffects.ts';
import { PATCHES_PER_SIDE } from '../../../app/explanation/tokenLayout.ts';
import { type FusionTensors, MAP_SIDE } from '../../../app/fusion/fusionInputs.ts';
import { shuffledOrder } from '../../../app/morphology/random.ts';
import type { ReadPart } from '../../../app/report/reportParts.ts';
import type { PlainTensors } from '../../../main/inference/protocol.ts';
import { relevancesOf } from '../../../main/pipeline/relevances.ts';
import { spearman } from '../../templateCheck/rankCorrelation.ts';

/** The network through the product's inference process; only the outputs named come back. */
export type AskNetwork = (inputs: FusionTensors, outputs: readonly string[]) => Promise<PlainTensors>;

export type Measuring = {
  readonly ask: AskNetwork;
  readonly neutral: Neutral;
  /** As the product calibrates a case that lacks what this one lacks. */
  readonly toRisk: (logit: number, of: FusionTensors) => number;
  readonly random: () => number;
};

/** What the explanations of one case say, as plain numbers, to be compared with those of another run. */
export type Explained = {
  readonly logit: number;
  readonly rollout: number[];
  readonly tokens: number[];
  readonly maps: Record<MapMethod, number[]>;
};

type MapMethod = 'camLocation' | 'camTexture' | 'camMargin';
const MAPS = [
  ['camLocation', 'location'],
  ['camTexture', 'texture'],
  ['camMargin', 'margin'],
] as const;
const PATCHES = PATCHES_PER_SIDE * PATCHES_PER_SIDE;
const PATCH_PX = MAP_SIDE / PATCHES_PER_SIDE;
const AREA = MAP_SIDE * MAP_SIDE;
const STEPS = 5;
/** A report has few tokens, and one random order may happen to be a good one: compared with is the mean of several. */
const RANDOM_ORDERS_OF_TOKENS = 4;
const EXPLANATION_OUTPUTS = [
  'logit',
  'attentionImage',
  'attentionText',
  'attentionImageToText',
  'attentionTextToImage',
  'attentionSelf',
  'cam',
];

/** One method on one case: its areas beside those of a random order. */
export type CurveAreas = {
  readonly deletion: number;
  readonly insertion: number;
  readonly randomDeletion: number;
  readonly randomInsertion: number;
};

export const logitOf = (outputs: PlainTensors): number => (outputs.logit!.data as Float32Array)[0]!;

/** Rollout, weights of the report's words and Grad-CAM++ maps, by the code that the product runs. */
export async function explainedBy(
  ask: AskNetwork,
  inputs: FusionTensors,
  report: readonly ReadPart[],
): Promise<Explained> {
  const outputs = await ask(inputs, EXPLANATION_OUTPUTS);
  const relevances = relevancesOf(outputs, Array.from(inputs.reportMask.data));
  const cam = Array.from(outputs.cam!.data as Float32Array);
  const views = inputs.location.dims[0]!;
  const third = (k: number) =>
    Array.from({ length: views }, (_, v) =>
      cam.slice((v * 3 + k) * PATCHES, (v * 3 + k + 1) * PATCHES),
    ).flat();
  const logit = logitOf(outputs);
  return {
    logit,
    rollout: contributionsOf(relevances),
    tokens: await tokensBy(ask, inputs, logit, report),
    maps: { camLocation: third(0), camTexture: third(1), camMargin: third(2) },
  };
}

/** The weight of each token of the report: that of the part it stands in. */
export async function tokensBy(
  ask: AskNetwork,
  inputs: FusionTensors,
  logit: number,
  report: readonly ReadPart[],
): Promise<number[]> {
  const effects = await reportPartEffects(inputs, logit, report, async (one) =>
    logitOf(await ask(one, ['logit'])),
  );
  return tokenWeights(report, partShares(effects), reportLength(inputs));
}

const reportLength = ({ reportMask }: FusionTensors) => reportMask.data.reduce((a, b) => a + b, 0);

/** Per feature: contribution by occlusion (share of |effect|), with what it was made from. */
export async function occlusionOf(inputs: FusionTensors, whole: number, { ask, neutral }: Measuring) {
  const askOne = async (one: FusionTensors) => logitOf(await ask(one, ['logit']));
  const occlusions = await occlusionsOf(inputs, whole, neutral, oneByOne(askOne));
  const effects = featureEffects(occlusions);
  return { occlusions, effects, strengths: effects.map(Math.abs) };
}

/** Rank agreement of both contributions with the change of the displayed risk, over the features that were given. */
export async function rankAgreement(inputs: FusionTensors, own: Explained, measuring: Measuring) {
  const { occlusions, effects, strengths } = await occlusionOf(inputs, own.logit, measuring);
  const given = FEATURE_NAMES.flatMap((name, i) => (givenFeatures(inputs).has(name) ? [i] : []));
  const pick = (values: readonly number[]) => given.map((i) => values[i]!);
  const toRisk = (logit: number) => measuring.toRisk(logit, inputs);
  const risk = toRisk(own.logit);
  const changes = pick(occlusions.without.map((logit) => Math.abs(risk - toRisk(logit))));
  return {
    effects,
    strengths,
    occlusion: spearman(pick(strengths), changes),
    rollout: spearman(pick(own.rollout), changes),
  };
}

/**
 * Deletion and insertion along a Grad-CAM++ map: patches, most activated first, replaced by (or put into) what is
 * typical. The map claims to show what speaks for metastasis, so the curve is that of the displayed risk.
 */
export async function mapCurves(
  inputs: FusionTensors,
  own: Explained,
  method: MapMethod,
  measuring: Measuring,
): Promise<CurveAreas> {
  const name = MAPS.find(([m]) => m === method)![1];
  const neutral = neutralMaps(measuring.neutral)[name];
  const feature = name === 'texture' ? 'internalMorphology' : name;
  const all = inputs[name].data.length / AREA;
  const riskWith = async (kept: ReadonlySet<number>): Promise<number> => {
    const data = Float32Array.from(inputs[name].data);
    for (let patch = 0; patch < all * PATCHES; patch++) {
      if (kept.has(patch)) continue;
      const top = Math.floor((patch % PATCHES) / PATCHES_PER_SIDE) * PATCH_PX;
      const left = (patch % PATCHES_PER_SIDE) * PATCH_PX;
      for (let y = top; y < top + PATCH_PX; y++) {
        const from = y * MAP_SIDE + left;
        data.set(neutral.subarray(from, from + PATCH_PX), Math.floor(patch / PATCHES) * AREA + from);
      }
    }
    const changed = { ...inputs, [name]: { ...inputs[name], data } };
    return measuring.toRisk(logitOf(await measuring.ask(changed, ['logit'])), inputs);
  };
  const whole = measuring.toRisk(own.logit, inputs);
  const gone = withoutFeatures(inputs, new Set([feature]), measuring.neutral);
  const none = measuring.toRisk(logitOf(await measuring.ask(gone, ['logit'])), inputs);
  return await curves(own.maps[method], riskWith, whole, none, measuring.random, (risks) => risks, 1);
}

/**
 * Deletion and insertion along the report's token weights: tokens masked out. A weight says how much a token counts,
 * not for which side, so the curve is that of |risk − risk at the start|.
 */
export async function tokenCurves(
  inputs: FusionTensors,
  own: Pick<Explained, 'logit' | 'tokens'>,
  measuring: Measuring,
): Promise<CurveAreas | null> {
  if (own.tokens.length < STEPS) return null;
  const riskWith = async (kept: ReadonlySet<number>): Promise<number> => {
    const data = inputs.reportMask.data.map((one, i) => (kept.has(i) ? one : 0));
    const changed = { ...inputs, reportMask: { ...inputs.reportMask, data } };
    return measuring.toRisk(logitOf(await measuring.ask(changed, ['logit'])), inputs);
  };
  const whole = measuring.toRisk(own.logit, inputs);
  const none = await riskWith(new Set());
  const moved = (risks: readonly number[]) => risks.map((risk) => Math.abs(risk - risks[0]!));
  const found = await curves(
    own.tokens,
    riskWith,
    whole,
    none,
    measuring.random,
    moved,
    RANDOM_ORDERS_OF_TOKENS,
  );
  // Here a larger area is the better deletion, unlike a falling risk: turned round, so that both read the same.
  return { ...found, deletion: -found.deletion, randomDeletion: -found.randomDeletion };
}

async function curves(
  importance: readonly number[],
  riskWith: (kept: ReadonlySet<number>) => Promise<number>,
  whole: number,
  none: number,
  random: () => number,
  curve: (risks: readonly number[]) => readonly number[],
  randomOrders: number,
): Promise<CurveAreas> {
  const along = async (order: readonly number[], way: 'deletion' | 'insertion') => {
    const risks: number[] = [];
    for (const kept of keptAlong(order, STEPS, way)) risks.push(await riskWith(kept));
    return risks;
  };
  const deletion = (risks: readonly number[]) => areaUnder(curve([whole, ...risks, none]));
  const insertion = (risks: readonly number[]) => areaUnder(curve([none, ...risks, whole]));
  const order = mostImportantFirst(importance);
  const own = {
    deletion: deletion(await along(order, 'deletion')),
    insertion: insertion(await along(order, 'insertion')),
  };
  // One random order serves both ways: its deletion curve read backwards is the insertion of the reversed order.
  const drawn: Pick<CurveAreas, 'randomDeletion' | 'randomInsertion'>[] = [];
  for (let k = 0; k < randomOrders; k++) {
    const risks = await along(shuffledOrder(importance.length, random), 'deletion');
    drawn.push({ randomDeletion: deletion(risks), randomInsertion: insertion([...risks].reverse()) });
  }
  const mean = (name: 'randomDeletion' | 'randomInsertion') =>
    drawn.reduce((sum, one) => sum + one[name], 0) / randomOrders;
  return { ...own, randomDeletion: mean('randomDeletion'), randomInsertion: mean('randomInsertion') };
}

/** Rank correlation of what two runs show, per method; 0 where one of them shows nothing (a map without relief). */
export function agreement(a: Explained, b: Explained): Record<ExplanationMethod, number> {
  const rank = (x: readonly number[], y: readonly number[]) => {
    const value = x.length > 1 ? spearman(x, y) : 0;
    return Number.isFinite(value) ? value : 0;
  };
  return {
    occlusion: 0,
    rollout: rank(a.rollout, b.rollout),
    reportTokens: rank(a.tokens, b.tokens),
    camLocation: rank(a.maps.camLocation, b.maps.camLocation),
    camTexture: rank(a.maps.camTexture, b.maps.camTexture),
    camMargin: rank(a.maps.camMargin, b.maps.camMargin),
  };
}

/** The case with noise of 1% of full scale on pictures, φ, report vectors and numbers: less than speckle by far. */
export function withNoise(inputs: FusionTensors, random: () => number): FusionTensors {
  const SIZE = 0.01;
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const noisy = (name: keyof FusionTensors, where: (value: number) => boolean) => ({
    ...inputs[name],
    data: inputs[name].data.map((value) => (where(value) ? value + SIZE * normal() : value)),
  });
  return {
    ...inputs,
    location: noisy('location', (phi) => phi >= 0),
    texture: noisy('texture', () => true),
    margin: noisy('margin', () => true),
    report: noisy('report', (value) => value !== 0),
    morphology: noisy('morphology', (value) => value !== 0 && value !== 1),
    // Of depth, known scale and plane the first alone is measured; the others are 0, 1 or −1.
    gland: noisy('gland', (value) => Math.abs(value) !== 1 && value !== 0),
  };
}

/** The case with its first view alone: everything but the contributions is measured on one view, in half the time. */
export function firstView(inputs: FusionTensors): FusionTensors {
  const first = (tensor: FusionTensors['location']) => ({
    ...tensor,
    dims: [1, ...tensor.dims.slice(1)],
    data: tensor.data.slice(0, tensor.data.length / tensor.dims[0]!),
  });
  const { location, texture, margin, morphology, gland } = inputs;
  return {
    ...inputs,
    location: first(location),
    texture: first(texture),
    margin: first(margin),
    morphology: first(morphology),
    gland: first(gland),
  };
}
