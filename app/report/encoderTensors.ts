import { REPORT_TOKENS, REPORT_WIDTH, type TokenisedReport } from './tokenise.ts';

export type Int64Tensor = { type: 'int64'; data: BigInt64Array; dims: number[] };

/** What `report.onnx` reads: three int64 tensors [1, T], T = tokens + 2, no padding. */
export function reportEncoderInputs(report: TokenisedReport): Record<string, Int64Tensor> {
  const dims = [1, report.ids.length];
  const tensor = (values: readonly number[]): Int64Tensor => ({
    type: 'int64',
    data: BigInt64Array.from(values.map(BigInt)),
    dims: [...dims],
  });
  return {
    input_ids: tensor(report.ids),
    attention_mask: tensor(report.ids.map(() => 1)),
    token_type_ids: tensor(report.ids.map(() => 0)),
  };
}

/**
 * The encoder's `last_hidden_state` [1, T, 384] as the fusion network's `report`: the vectors of [CLS] and
 * [SEP] dropped, zero-padded to 50 × 384 values, row-major. An empty report is all zeros.
 */
export function reportVectors(lastHiddenState: Float32Array, report: TokenisedReport): Float32Array {
  const vectors = new Float32Array(REPORT_TOKENS * REPORT_WIDTH);
  vectors.set(lastHiddenState.subarray(REPORT_WIDTH, REPORT_WIDTH * (1 + report.tokens.length)));
  return vectors;
}
