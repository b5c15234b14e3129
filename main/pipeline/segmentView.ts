import type { Box } from '../../app/image/greyFrame.ts';
import { letterbox } from '../../app/image/networkInput.ts';
import type { PackManifest } from '../../app/pack/manifest.ts';
import { decodeGland, glandParametersSchema } from '../../app/segmentation/gland.ts';
import type { Mask } from '../../app/segmentation/mask.ts';
import { findNodules, noduleParametersSchema } from '../../app/segmentation/nodules.ts';
import { isUntypical } from '../../app/segmentation/typicality.ts';
import type { Inference } from '../inference/client.types.ts';
import { networkOf } from './networkOf.ts';
import type { PreparedView } from './prepareView.ts';

export type FoundNodule = { readonly box: Box; readonly score: number; readonly mask: Mask };

/** A view with its masks: the person's where there is one, else the networks'. */
export type SegmentedView = {
  readonly prepared: PreparedView;
  readonly nodules: readonly FoundNodule[];
  readonly nodule: Mask | null;
  readonly noduleByHand: boolean;
  /** Rank of the detection that is meant. */
  readonly chosen: number;
  /** From this score on a detection counts as certain (the pack's `scoreThreshold`). */
  readonly certainScore: number;
  readonly gland: Mask | null;
  readonly glandByHand: boolean;
  /** The gland network's encoder does not know such a picture: what the networks say of it means nothing. */
  readonly untypical: boolean;
};

/** Step "segmentation": the nodule and the gland in one frame, masks in frame pixels. */
export async function segmentView(
  prepared: PreparedView,
  manifest: PackManifest,
  inference: Inference,
  signal?: AbortSignal,
): Promise<SegmentedView> {
  const { view, frame } = prepared;
  const { parameters } = networkOf(manifest, 'nodule');
  const nodules = await findNodules(frame, parameters, (input, size) =>
    inference.run('nodule', { frame: squareInput(input, size) }, signal),
  );
  const found = await findGland(prepared, manifest, inference, signal);
  const gland = view.handGland ?? found.gland;
  const chosen = Math.min(view.chosenNodule, Math.max(0, nodules.length - 1));
  const nodule = view.handNodule ?? nodules[chosen]?.mask ?? null;
  return {
    prepared,
    nodules,
    nodule: nodule && sameSize(nodule, frame) ? nodule : null,
    noduleByHand: view.handNodule !== null,
    chosen,
    certainScore: noduleParametersSchema.parse(parameters).scoreThreshold,
    gland: gland && sameSize(gland, frame) ? gland : null,
    glandByHand: view.handGland !== null,
    untypical: found.untypical,
  };
}

async function findGland(
  prepared: PreparedView,
  manifest: PackManifest,
  inference: Inference,
  signal?: AbortSignal,
) {
  const { frame } = prepared;
  const { inputSize, ...limits } = glandParametersSchema.parse(networkOf(manifest, 'gland').parameters);
  const placed = letterbox(frame, inputSize);
  const outputs = await inference.run('gland', { frame: squareInput(placed.input, placed.size) }, signal);
  return {
    gland: decodeGland(outputs.probability!.data as Float32Array, placed, frame.width, frame.height),
    untypical: isUntypical(outputs.typicality?.data as Float32Array | undefined, limits),
  };
}

function squareInput(data: Float32Array, size: number) {
  return { type: 'float32' as const, data, dims: [1, 1, size, size] };
}

function sameSize(mask: Mask, frame: { width: number; height: number }): boolean {
  return mask.width === frame.width && mask.height === frame.height;
}
