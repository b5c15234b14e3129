import type { AssessedReportPart, Explained, Feature, Risk } from '../../app/case/assessment.ts';
import { camMaps } from '../../app/explanation/camMaps.ts';
import { contributionsOf, explainFeatures } from '../../app/explanation/contributions.ts';
import { type ExplanationMethod, provenMethods } from '../../app/explanation/faithfulness.ts';
import { neutralSchema } from '../../app/explanation/neutral.ts';
import { occlusionFeatures, occlusionsOf } from '../../app/explanation/occlusion.ts';
import {
  partShares,
  REPORT_PARTS_MAX,
  reportPartEffects,
  tokenWeights,
} from '../../app/explanation/reportEffects.ts';
import { FailureError } from '../../app/failure.ts';
import {
  type FusionTensors,
  type FusionView,
  fusionInputs,
  MAP_SIDE,
} from '../../app/fusion/fusionInputs.ts';
import { locationMap } from '../../app/location/locationMap.ts';
import { marginMosaic } from '../../app/morphology/marginMosaic.ts';
import { textureCrop } from '../../app/morphology/textureCrop.ts';
import { readParts } from '../../app/report/reportParts.ts';
import { calibrationSchema, riskAtPrevalence } from '../../app/risk/calibrate.ts';
import { stageOf, stageProbabilities } from '../../app/risk/stage.ts';
import type { Settings } from '../../app/settings.ts';
import type { ActivePack, Inference } from '../inference/client.types.ts';
import type { DescribedView } from './assess.ts';
import type { ViewCams } from './assessedView.ts';
import type { AssessInput } from './assessInput.ts';
import { networkOf } from './networkOf.ts';
import { type ReadReport, reportOf } from './readReport.ts';
import { relevancesOf, viewSlice } from './relevances.ts';
import type { SegmentedView } from './segmentView.ts';

export type Fused = {
  readonly risk: Risk;
  readonly features: Feature[];
  readonly explained: Explained;
  /** All 0 where the method failed its checks. */
  readonly tokenWeights: number[];
  readonly cams: Map<SegmentedView, ViewCams>;
};

/** Step "fusion": the network over all modalities, its calibrated risk, and why: of the explanations, those that passed their checks. */
export async function fuse(
  views: readonly DescribedView[],
  report: ReadReport,
  input: AssessInput,
  pack: ActivePack,
  inference: Inference,
  signal?: AbortSignal,
): Promise<Fused> {
  const tensors = fusionInputs(views.map(fusionView), reportOf(report), input.facts);
  const outputs = await inference.run('fusion', tensors, signal);
  const floats = (name: string) => outputs[name]!.data as Float32Array;
  const logit = floats('logit')[0]!;
  const toRisk = (one: number) => calibratedRisk(one, pack, input.settings);
  const risk = riskFrom(logit, Array.from(floats('stageLogits')), pack, input.settings);
  const network = networkOf(pack.manifest, 'fusion');
  const proven = provenMethods(network.faithfulness, network.sha256);
  const relevances = relevancesOf(outputs, report.tokenised.mask);
  const contributions = contributionMethod(proven, pack);
  const features =
    contributions === 'occlusion'
      ? await byOcclusion(
          tensors,
          logit,
          risk.probability,
          toRisk,
          contributionsOf(relevances),
          pack,
          (one) => logitOf(one, inference, signal),
        )
      : contributions === 'rollout'
        ? explainFeatures(relevances, Array.from(floats('groupLogits')), risk.probability)
        : [];
  const words = proven.has('reportTokens')
    ? await wordsOf(tensors, logit, toRisk, input.facts.report, report, (one) =>
        logitOf(one, inference, signal),
      )
    : null;
  return {
    risk,
    features,
    explained: { contributions, reportTokens: words !== null, ...(words && { reportParts: words.parts }) },
    tokenWeights: words?.weights ?? report.tokenised.tokens.map(() => 0),
    cams: new Map(
      views.flatMap(({ located }, i) => {
        const maps = camMaps(viewSlice(outputs, 'cam', i), located.gland, located.nodule);
        return maps ? [[located.segmented, provenMaps(maps, proven)] as const] : [];
      }),
    ),
  };
}

/** The network's raw log-odds alone. */
export async function logitOf(
  tensors: FusionTensors,
  inference: Inference,
  signal?: AbortSignal,
): Promise<number> {
  const outputs = await inference.run('fusion', tensors, signal, ['logit']);
  return (outputs.logit!.data as Float32Array)[0]!;
}

/** Occlusion before rollout: it is the one that says what the estimate would be. Neither passed: none is shown. */
function contributionMethod(
  proven: ReadonlySet<ExplanationMethod>,
  pack: ActivePack,
): Explained['contributions'] {
  const { parameters } = networkOf(pack.manifest, 'fusion');
  if (proven.has('occlusion') && neutralSchema.safeParse(parameters.neutral).success) return 'occlusion';
  return proven.has('rollout') ? 'rollout' : null;
}

async function byOcclusion(
  tensors: FusionTensors,
  logit: number,
  risk: number,
  toRisk: (logit: number) => number,
  rollout: readonly number[],
  pack: ActivePack,
  ask: (tensors: FusionTensors) => Promise<number>,
): Promise<Feature[]> {
  const neutral = neutralSchema.parse(networkOf(pack.manifest, 'fusion').parameters.neutral);
  const occlusions = await occlusionsOf(tensors, logit, neutral, ask);
  return occlusionFeatures(occlusions, risk, toRisk).map((feature, i) => ({
    ...feature,
    rollout: rollout[i]!,
  }));
}

/** What each part of the report does, and a weight for each token from it. */
async function wordsOf(
  tensors: FusionTensors,
  logit: number,
  toRisk: (logit: number) => number,
  text: string,
  { tokenised }: ReadReport,
  ask: (tensors: FusionTensors) => Promise<number>,
): Promise<{ parts: AssessedReportPart[]; weights: number[] }> {
  const parts = readParts(text, tokenised.tokens, REPORT_PARTS_MAX);
  const effects = await reportPartEffects(tensors, logit, parts, ask);
  const shares = partShares(effects);
  return {
    parts: parts.map(({ start, end }, i) => ({
      start,
      end,
      share: shares[i]!,
      raises: effects[i]!.effect > 0,
      without: toRisk(effects[i]!.without),
    })),
    weights: tokenWeights(parts, shares, tokenised.tokens.length),
  };
}

function provenMaps(maps: ViewCams, proven: ReadonlySet<ExplanationMethod>): ViewCams {
  return {
    location: proven.has('camLocation') ? maps.location : null,
    texture: proven.has('camTexture') ? maps.texture : null,
    margin: proven.has('camMargin') ? maps.margin : null,
  };
}

function calibrated(logit: number, pack: ActivePack, settings: Settings) {
  const { file, parameters } = networkOf(pack.manifest, 'fusion');
  const calibration = calibrationSchema.safeParse(parameters.calibration);
  if (!calibration.success) throw new FailureError('pack.notCalibrated', { file });
  return riskAtPrevalence(logit, calibration.data, settings.prevalence);
}

const calibratedRisk = (logit: number, pack: ActivePack, settings: Settings) =>
  calibrated(logit, pack, settings).probability;

/** The displayed risk: calibrated, at the clinic's prevalence, with its stage. */
export function riskFrom(logit: number, stageLogits: number[], pack: ActivePack, settings: Settings): Risk {
  const { probability, interval } = calibrated(logit, pack, settings);
  return {
    probability,
    interval: [interval[0], interval[1]],
    stage: stageOf(probability, settings.positiveCutoff, stageLogits),
    stageProbabilities: stageProbabilities(stageLogits),
    prevalence: settings.prevalence,
  };
}

/** What the network reads of one view, on the standardised frame. */
export function fusionView({ located, morphology }: DescribedView): FusionView {
  const { frame } = located.segmented.prepared;
  return {
    location: locationMap(located.transform, located.gland, located.nodule, MAP_SIDE),
    texture: textureCrop(frame, located.nodule, MAP_SIDE)!,
    margin: marginMosaic(frame, located.nodule, MAP_SIDE)!,
    echogenicity: morphology.echogenicity,
    lengthPx: morphology.shape.lengthPx,
    widthPx: morphology.shape.widthPx,
    ratio: morphology.shape.ratio,
    maxDistancePx: located.transform.maxDistancePx,
    spacingMmPerPx: frame.spacingMmPerPx,
    kind: located.segmented.prepared.view.kind,
  };
}
