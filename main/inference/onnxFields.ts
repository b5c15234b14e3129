/** The protobuf wire format, as far as an ONNX file needs it (onnx.proto3). */
export type Field = {
  readonly number: number;
  readonly wire: number;
  readonly value: number;
  /** Content of a field with a length. */
  readonly bytes: Uint8Array;
  /** The field as it stands in the file, key and all. */
  readonly whole: Uint8Array;
};

/** The fields of one protobuf message in order; throws where the bytes are none. */
export function* fieldsOf(bytes: Uint8Array): Generator<Field> {
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
    const start = at;
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
    const content = bytes.subarray(at, at + length);
    at += length;
    yield { number, wire, value, bytes: content, whole: bytes.subarray(start, at) };
  }
}
