/**
 * Tells whether an ONNX file refers to weights outside itself (TensorProto.data_location = EXTERNAL, field 14,
 * or external_data, field 13; onnx.proto3). Such a file would make its hash meaningless and let a pack read
 * any path, so it is refused. Walks the protobuf wire format only where tensors can stand.
 */

type Field = { number: number; wire: number; value: number; bytes: Uint8Array };

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

function* fieldsOf(bytes: Uint8Array): Generator<Field> {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    let scale = 1;
    for (let i = 0; i < 10; i++) {
      if (at >= bytes.length) throw new Error('the ONNX file ends in the middle of a field');
      const byte = bytes[at++]!;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
    throw new Error('the ONNX file holds a number that is too long');
  };
  while (at < bytes.length) {
    const key = varint();
    const number = Math.floor(key / 8);
    const wire = key % 8;
    let value = 0;
    let length = 0;
    if (wire === 0) value = varint();
    else if (wire === 1) length = 8;
    else if (wire === 2) length = varint();
    else if (wire === 5) length = 4;
    else throw new Error(`the ONNX file holds an unknown wire type ${wire}`);
    if (at + length > bytes.length) throw new Error('the ONNX file ends in the middle of a field');
    yield { number, wire, value, bytes: bytes.subarray(at, at + length) };
    at += length;
  }
}
