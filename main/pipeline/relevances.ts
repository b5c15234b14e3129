import { attentionRollout, type ViewAttention } from '../../app/explanation/rollout.ts';
import { ALL_TOKENS, FEATURE_TOKENS } from '../../app/explanation/tokenLayout.ts';
import type { PlainTensors } from '../inference/protocol.ts';

/** Attention rollout of each view from the fusion network's outputs; every vector adds up to 1. */
export function relevancesOf(outputs: PlainTensors, reportMask: readonly number[]): Float64Array[] {
  const valid = validTokens(reportMask);
  const views = outputs.attentionSelf!.dims[0]!;
  return Array.from({ length: views }, (_, i) => attentionRollout(attentionOf(outputs, i), valid));
}

/** One view's part of an output whose first dimension is the view. */
export function viewSlice(outputs: PlainTensors, name: string, view: number): Float32Array {
  const { data, dims } = outputs[name]!;
  const size = data.length / dims[0]!;
  return (data as Float32Array).subarray(view * size, (view + 1) * size);
}

/** 1 for every token that takes part: report padding does not. */
function validTokens(reportMask: readonly number[]): Uint8Array {
  const valid = new Uint8Array(ALL_TOKENS).fill(1);
  valid.set(reportMask, FEATURE_TOKENS.report[0]);
  return valid;
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
