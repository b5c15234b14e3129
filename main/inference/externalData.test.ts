import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasExternalData } from './externalData.ts';
import { externalDataOnnx, powerOnnx } from './testing/onnxFile.ts';

const field = (number: number, bytes: readonly number[]): number[] => [
  number * 8 + 2,
  bytes.length,
  ...bytes,
];
/** TensorProto with data_location = EXTERNAL (field 14, varint 1). */
const externalTensor = [14 * 8, 1];
const innerTensor = [14 * 8, 0];

describe('weights outside an ONNX file', () => {
  test('are found among a graph’s initializers', () => {
    expect(hasExternalData(externalDataOnnx('weights.bin'))).toBe(true);
    expect(hasExternalData(powerOnnx(3))).toBe(false);
  });

  test('are found wherever a tensor can hide: constants, subgraphs, sparse tensors, functions', () => {
    const inConstant = field(7, field(1, field(5, field(5, externalTensor))));
    const inSubgraph = field(7, field(1, field(5, field(6, field(5, externalTensor)))));
    const inSparse = field(7, [15 * 8 + 2, externalTensor.length + 2, ...field(1, externalTensor)]);
    // field 25 (functions) has a two-byte key
    const body = field(7, field(5, field(5, externalTensor)));
    const inFunction = [((25 * 8 + 2) & 0x7f) | 0x80, (25 * 8 + 2) >> 7, body.length, ...body];
    for (const bytes of [inConstant, inSubgraph, inSparse, inFunction])
      expect(hasExternalData(Uint8Array.from(bytes))).toBe(true);
    const inside = field(7, field(1, field(5, field(5, innerTensor))));
    expect(hasExternalData(Uint8Array.from(inside))).toBe(false);
  });

  test('never make the search hang or give anything but an answer or an error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        try {
          expect(typeof hasExternalData(bytes)).toBe('boolean');
        } catch (error) {
          expect((error as Error).message).toMatch(/^the ONNX file/);
        }
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  test('a file cut short is an error, not an answer', () => {
    const whole = externalDataOnnx('weights.bin');
    expect(() => hasExternalData(whole.subarray(0, 20))).toThrow('ends in the middle');
  });
});
