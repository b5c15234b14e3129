import type { Feature, Risk } from '../../app/case/assessment.ts';
import { camMaps } from '../../app/explanation/camMaps.ts';
import { explainFeatures, reportTokenWeights } from '../../app/explanation/contributions.ts';
import { attentionRollout, type ViewAttention } from '../../app/explanation/rollout.ts';
import { ALL_TOKENS, FEATURE_TOKENS } from '../../app/explanation/tokenLayout.ts';
import { FailureError } from '../../app/failure.ts';
import { type FusionView, fusionInputs, MAP_SIDE } from '../../app/fusion/fusionInputs.ts';
import { locationMap } from '../../app/location/locationMap.ts';
import { marginMosaic } from '../../app/morphology/marginMosaic.ts';
import { textureCrop } from '../../app/morphology/textureCrop.ts';
import { calibrationSchema, riskAtPrevalence } from '../../app/risk/calibrate.ts';
import { stageOf, stageProbabilities } from '../../app/risk/stage.ts';
import type { Settings } from '../../app/settings.ts';
import type { ActivePack, Inference } from '../inference/client.types.ts';
import type { PlainTensors } from '../inference/protocol.ts';
import type { DescribedView } from './assess.ts';
import type { ViewCams } from './assessedView.ts';
import type { AssessInput } from './assessInput.ts';
import { networkOf } from './networkOf.ts';
import type { ReadReport } from './readReport.ts';
import type { SegmentedView } from './segmentView.ts';

export type Fused = {
  readonly risk: Risk;
  readonly features: Feature[];
  readonly tokenWeights: number[];
  readonly cams: Map<SegmentedView, ViewCams>;
};

/** Step "fusion": the network over all modalities, its calibrated risk, and why (rollout, responses, Grad-CAM++). */
export async function fuse(
  views: readonly DescribedView[],
  report: ReadReport,
  input: AssessInput,
  pack: ActivePack,
  inference: Inference,
  signal?: AbortSignal,
): Promise<Fused> {
  const hasReport = report.tokenised.tokens.length > 0;
  const tensors = fusionInputs(
    views.map(fusionView),
    hasReport ? { vectors: report.vectors, mask: report.tokenised.mask } : null,
    input.facts,
  );
  const outputs = await inference.run('fusion', tensors, signal);
  const floats = (name: string) => outputs[name]!.data as Float32Array;
  const risk = riskFrom(floats('logit')[0]!, Array.from(floats('stageLogits')), pack, input.settings);
  const valid = validTokens(report.tokenised.mask);
  const relevances = views.map((_, i) => attentionRollout(attentionOf(outputs, i), valid));
  return {
    risk,
    features: explainFeatures(relevances, Array.from(floats('groupLogits')), risk.probability),
    tokenWeights: reportTokenWeights(relevances, report.tokenised.tokens.length),
    cams: new Map(
      views.flatMap(({ located }, i) => {
        const maps = camMaps(viewSlice(outputs, 'cam', i), located.gland, located.nodule);
        return maps ? [[located.segmented, maps] as const] : [];
      }),
    ),
  };
}

/** The displayed risk: calibrated, at the clinic's prevalence, with its stage. */
function riskFrom(logit: number, stageLogits: number[], pack: ActivePack, settings: Settings): Risk {
  const { file, parameters } = networkOf(pack.manifest, 'fusion');
  const calibration = calibrationSchema.safeParse(parameters.calibration);
  if (!calibration.success) throw new FailureError('pack.notCalibrated', { file });
  const { probability, interval } = riskAtPrevalence(logit, calibration.data, settings.prevalence);
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
  };
}

/** 1 for every token that takes part: report padding does not. */
function validTokens(reportMask: readonly number[]): Uint8Array {
  const valid = new Uint8Array(ALL_TOKENS).fill(1);
  valid.set(reportMask, FEATURE_TOKENS.report[0]);
  return valid;
}

/** One view's part of an output whose first dimension is the view. */
function viewSlice(outputs: PlainTensors, name: string, view: number): Float32Array {
  const { data, dims } = outputs[name]!;
  const size = data.length / dims[0]!;
  return (data as Float32Array).subarray(view * size, (view + 1) * size);
}

function attentionOf(outputs: PlainTensors, view: number): ViewAttention {
  return {
    image: viewSlice(outputs, 'attentionImage', view),
    text: viewSlice(outputs, 'attentionText', view),
    imageToText: viewSlice(outputs, 'attentionImageToText', view),
    textToImage: viewSlice(outputs, 'attentionTextToImage', view),
    self: viewSlice(outputs, 'attentionSelf', view),
  };
}
