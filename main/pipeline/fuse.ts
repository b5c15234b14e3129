import type { Explained, Feature, Risk } from '../../app/case/assessment.ts';
import { camMaps } from '../../app/explanation/camMaps.ts';
import { contributionsOf, explainFeatures } from '../../app/explanation/contributions.ts';
import { type ExplanationMethod, provenMethods } from '../../app/explanation/faithfulness.ts';
import { neutralSchema } from '../../app/explanation/neutral.ts';
import { occlusionFeatures, occlusionsOf } from '../../app/explanation/occlusion.ts';
import {
  type FusionTensors,
  type FusionView,
  fusionInputs,
  MAP_SIDE,
} from '../../app/fusion/fusionInputs.ts';
import { locationMap } from '../../app/location/locationMap.ts';
import { marginMosaic } from '../../app/morphology/marginMosaic.ts';
import { textureCrop } from '../../app/morphology/textureCrop.ts';
import { riskAtPrevalence } from '../../app/risk/calibrate.ts';
import { lackingOf } from '../../app/risk/lacking.ts';
import { stageOf, stageProbabilities } from '../../app/risk/stage.ts';
import type { Settings } from '../../app/settings.ts';
import type { ActivePack, Inference } from '../inference/client.types.ts';
import type { DescribedView } from './assess.ts';
import type { ViewCams } from './assessedView.ts';
import type { AssessControl, AssessInput } from './assessInput.ts';
import { calibrationOf } from './calibrationOf.ts';
import { explainReport } from './explainReport.ts';
import { networkOf } from './networkOf.ts';
import { type ReadReport, reportOf } from './readReport.ts';
import { relevancesOf, viewSlice } from './relevances.ts';
import type { SegmentedView } from './segmentView.ts';

export type Fused = {
  readonly risk: Risk;
  readonly features: Feature[];
  readonly explained: Explained;
  readonly cams: Map<SegmentedView, ViewCams>;
};

/** Step "fusion": the network over all modalities, its calibrated risk, and why: of the explanations, those that passed their checks. */
export async function fuse(
  views: readonly DescribedView[],
  report: ReadReport,
  input: AssessInput,
  pack: ActivePack,
  { inference, signal, withReportParts }: Pick<AssessControl, 'inference' | 'signal' | 'withReportParts'>,
): Promise<Fused> {
  const tensors = fusionInputs(views.map(fusionView), reportOf(report), input.facts);
  const network = networkOf(pack.manifest, 'fusion');
  const proven = provenMethods(network.faithfulness, network.sha256);
  const outputs = await inference.run('fusion', tensors, signal, outputsFor(proven));
  const floats = (name: string) => outputs[name]!.data as Float32Array;
  const logit = floats('logit')[0]!;
  const toRisk = (one: number) => riskOfLogit(one, tensors, pack, input.settings);
  const ask = (one: FusionTensors) => logitOf(one, inference, signal);
  const risk = riskFrom(logit, Array.from(floats('stageLogits')), tensors, pack, input.settings);
  const relevances = proven.has('rollout') ? relevancesOf(outputs, report.tokenised.mask) : null;
  const contributions = contributionMethod(proven, pack);
  const features =
    contributions === 'occlusion'
      ? await byOcclusion(
          tensors,
          logit,
          risk.probability,
          toRisk,
          relevances && contributionsOf(relevances),
          pack,
          (all) => logitsOf(all, inference, signal),
        )
      : relevances
        ? explainFeatures(relevances, Array.from(floats('groupLogits')), risk.probability)
        : [];
  const reportTokens = proven.has('reportTokens');
  const reportParts =
    reportTokens && withReportParts
      ? await explainReport(tensors, logit, input.facts.report, report.tokenised, toRisk, ask)
      : undefined;
  return {
    risk,
    features,
    explained: {
      contributions,
      reportTokens,
      ...(reportParts ? { reportParts } : reportTokens && { partsOnRequest: true }),
    },
    cams: new Map(
      views.flatMap(({ located }, i) => {
        if (!showsMaps(proven)) return [[located.segmented, NO_MAPS] as const];
        const maps = camMaps(viewSlice(outputs, 'cam', i), located.gland, located.nodule);
        return maps ? [[located.segmented, provenMaps(maps, proven)] as const] : [];
      }),
    ),
  };
}

/** The estimate alone. Asked in this order everywhere, so that one session serves all. */
export const RISK_OUTPUTS = ['logit', 'stageLogits'];
const ROLLOUT_OUTPUTS = [
  'groupLogits',
  'attentionImage',
  'attentionText',
  'attentionImageToText',
  'attentionTextToImage',
  'attentionSelf',
];

const NO_MAPS: ViewCams = { location: null, texture: null, margin: null };
const showsMaps = (proven: ReadonlySet<ExplanationMethod>): boolean =>
  proven.has('camLocation') || proven.has('camTexture') || proven.has('camMargin');

/** What the explanations that are shown need; attention maps alone take as long as the estimate to fetch. */
const outputsFor = (proven: ReadonlySet<ExplanationMethod>): string[] => [
  ...RISK_OUTPUTS,
  ...(proven.has('rollout') ? ROLLOUT_OUTPUTS : []),
  ...(showsMaps(proven) ? ['cam'] : []),
];

/** The network's raw log-odds. */
export async function logitOf(
  tensors: FusionTensors,
  inference: Inference,
  signal?: AbortSignal,
): Promise<number> {
  return (await logitsOf([tensors], inference, signal))[0]!;
}

/** The same for each of many inputs. */
async function logitsOf(
  tensors: readonly FusionTensors[],
  inference: Inference,
  signal?: AbortSignal,
): Promise<number[]> {
  const outputs = await inference.runMany('fusion', tensors, signal, RISK_OUTPUTS);
  return Array.from(outputs.logit!.data as Float32Array);
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

/** By pack and typical values: what the network answers where nothing of a case is given. A dozen numbers at most. */
const typicalAnswers = new Map<string, Map<string, number>>();

async function byOcclusion(
  tensors: FusionTensors,
  logit: number,
  risk: number,
  toRisk: (logit: number) => number,
  rollout: readonly number[] | null,
  pack: ActivePack,
  askAll: (tensors: readonly FusionTensors[]) => Promise<number[]>,
): Promise<Feature[]> {
  const neutral = neutralSchema.parse(networkOf(pack.manifest, 'fusion').parameters.neutral);
  const network = `${pack.sha256} ${JSON.stringify(neutral)}`;
  const known = typicalAnswers.get(network) ?? new Map<string, number>();
  typicalAnswers.set(network, known);
  const occlusions = await occlusionsOf(tensors, logit, neutral, askAll, known);
  return occlusionFeatures(occlusions, risk, toRisk).map((feature, i) => ({
    ...feature,
    ...(rollout && { rollout: rollout[i]! }),
  }));
}

function provenMaps(maps: ViewCams, proven: ReadonlySet<ExplanationMethod>): ViewCams {
  return {
    location: proven.has('camLocation') ? maps.location : null,
    texture: proven.has('camTexture') ? maps.texture : null,
    margin: proven.has('camMargin') ? maps.margin : null,
  };
}

function calibrated(logit: number, of: FusionTensors, pack: ActivePack, settings: Settings) {
  const what = lackingOf(of);
  const { calibration, ofSuchCases, auc } = calibrationOf(pack, what);
  return {
    ...riskAtPrevalence(logit, calibration, settings.prevalence),
    lacking: { what, calibrated: ofSuchCases, auc },
  };
}

/**
 * The displayed probability of raw log-odds: calibrated, at the clinic's prevalence.
 *
 * @param of the inputs whose gaps decide on the calibration
 */
export const riskOfLogit = (logit: number, of: FusionTensors, pack: ActivePack, settings: Settings): number =>
  calibrated(logit, of, pack, settings).probability;

/** The displayed risk: calibrated, at the clinic's prevalence, with its stage. */
export function riskFrom(
  logit: number,
  stageLogits: number[],
  of: FusionTensors,
  pack: ActivePack,
  settings: Settings,
): Risk {
  const { probability, interval, lacking } = calibrated(logit, of, pack, settings);
  return {
    probability,
    interval: [interval[0], interval[1]],
    stage: stageOf(probability, settings.positiveCutoff, stageLogits),
    stageProbabilities: stageProbabilities(stageLogits),
    prevalence: settings.prevalence,
    lacking,
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
