import { fieldsOf } from './onnxFields.ts';

/**
 * Tells whether an ONNX file refers to weights outside itself (TensorProto.data_location = EXTERNAL, field 14,
 * or external_data, field 13; onnx.proto3). Such a file would make its hash meaningless and let a pack read
 * any path, so it is refused. Walks the protobuf wire format only where tensors can stand.
 */

/** Where tensors can stand: message name → field number → message name (onnx.proto3). */
const NESTED: Record<string, Record<number, string>> = {
  Model: { 7: 'Graph', 20: 'TrainingInfo', 25: 'Function' },
  TrainingInfo: { 1: 'Graph', 2: 'Graph' },
  Graph: { 1: 'Node', 5: 'Tensor', 15: 'SparseTensor' },
  Function: { 7: 'Node', 11: 'Attribute' },
  Node: { 5: 'Attribute' },
  Attribute: { 5: 'Tensor', 6: 'Graph', 10: 'Tensor', 11: 'Graph', 22: 'SparseTensor', 23: 'SparseTensor' },
  SparseTensor: { 1: 'Tensor', 2: 'Tensor' },
};

const EXTERNAL_DATA = 13;
const DATA_LOCATION = 14;
const DEPTH_MAX = 64;

export function hasExternalData(onnx: Uint8Array): boolean {
  return searchMessage(onnx, 'Model', 0);
}

function searchMessage(bytes: Uint8Array, message: string, depth: number): boolean {
  if (depth > DEPTH_MAX) throw new Error('the ONNX file is nested too deeply');
  for (const field of fieldsOf(bytes)) {
    if (message === 'Tensor') {
      if (field.number === EXTERNAL_DATA) return true;
      if (field.number === DATA_LOCATION && field.wire === 0 && field.value === 1) return true;
      continue;
    }
    const nested = NESTED[message]![field.number];
    if (nested && field.wire === 2 && searchMessage(field.bytes, nested, depth + 1)) return true;
  }
  return false;
}
