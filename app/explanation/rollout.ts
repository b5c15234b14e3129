import { ALL_TOKENS, IMAGE_TOKENS, TEXT_TOKENS } from './tokenLayout.ts';

/** Attention of one view, averaged over heads; every matrix row-major, rows attend to columns and sum to 1. */
export type ViewAttention = {
  /** 4 bidirectional blocks: image to image, text to text, image to text, text to image. */
  readonly image: Float32Array;
  readonly text: Float32Array;
  readonly imageToText: Float32Array;
  readonly textToImage: Float32Array;
  /** 12 self-attention blocks over all tokens. */
  readonly self: Float32Array;
};

/** α of eq. 6–7: how much the other modality's attention counts beside the own. */
const ALPHA = 1;

/**
 * Attention rollout over the whole network (LLNM-Net, "Model interpretation method": mean over heads, plus
 * the identity for the residual path, normalised, multiplied through the layers).
 *
 * A bidirectional block attends within and across modalities (eq. 6–7), so its joint matrix has the rows
 * [A_II | α A_IT] for image tokens and [α A_TI | A_TT] for text tokens. The network pools by the mean over
 * valid tokens instead of a class token, so the start is that mean; only one row is ever needed, so the
 * product is taken vector by matrix from the last layer to the first.
 *
 * @param valid 1 for tokens that exist (padding of the report is 0), length 201
 * @returns relevance per input token, non-negative, adding up to 1
 */
export function attentionRollout(attention: ViewAttention, valid: Uint8Array): Float64Array {
  const count = valid.reduce((sum, v) => sum + v, 0);
  let relevance = Float64Array.from(valid, (v) => v / count);
  const selfBlocks = attention.self.length / (ALL_TOKENS * ALL_TOKENS);
  for (let block = selfBlocks - 1; block >= 0; block--) {
    const start = block * ALL_TOKENS * ALL_TOKENS;
    relevance = throughLayer(relevance, (row, column) => attention.self[start + row * ALL_TOKENS + column]!);
  }
  const crossBlocks = attention.image.length / (IMAGE_TOKENS * IMAGE_TOKENS);
  for (let block = crossBlocks - 1; block >= 0; block--) {
    relevance = throughLayer(relevance, (row, column) => bidirectional(attention, block, row, column));
  }
  return relevance;
}

function bidirectional(attention: ViewAttention, block: number, row: number, column: number): number {
  if (row < IMAGE_TOKENS) {
    if (column < IMAGE_TOKENS) return attention.image[(block * IMAGE_TOKENS + row) * IMAGE_TOKENS + column]!;
    return ALPHA * attention.imageToText[(block * IMAGE_TOKENS + row) * TEXT_TOKENS + column - IMAGE_TOKENS]!;
  }
  const textRow = block * TEXT_TOKENS + row - IMAGE_TOKENS;
  if (column < IMAGE_TOKENS) return ALPHA * attention.textToImage[textRow * IMAGE_TOKENS + column]!;
  return attention.text[textRow * TEXT_TOKENS + column - IMAGE_TOKENS]!;
}

/** relevanceᵀ · normalise(A + I), row by row. */
function throughLayer(
  relevance: Float64Array,
  at: (row: number, column: number) => number,
): Float64Array<ArrayBuffer> {
  const result = new Float64Array(ALL_TOKENS);
  for (let row = 0; row < ALL_TOKENS; row++) {
    const share = relevance[row]!;
    if (share === 0) continue;
    let sum = 1;
    for (let column = 0; column < ALL_TOKENS; column++) sum += at(row, column);
    for (let column = 0; column < ALL_TOKENS; column++) {
      const weight = at(row, column) + (row === column ? 1 : 0);
      result[column]! += (share * weight) / sum;
    }
  }
  return result;
}
