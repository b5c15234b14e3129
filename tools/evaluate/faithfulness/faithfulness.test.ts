import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as ort from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { shapleyOf } from './exactShapley.ts';
import { shuffleWeights } from './shuffleWeights.ts';

test('Shapley’s sum: for the glove game (one left, two right gloves) 2/3, 1/6, 1/6', () => {
  const value = (set: number) => (set & 1 && set & 6 ? 1 : 0);
  const found = shapleyOf(
    Array.from({ length: 8 }, (_, set) => value(set)),
    3,
  );
  [2 / 3, 1 / 6, 1 / 6].forEach((share, i) => {
    expect(found[i]).toBeCloseTo(share, 12);
  });
});

const FUSION = path.resolve(import.meta.dirname, '../../../models/packs/llnm-1.0.0/fusion.onnx');

test('a network whose weights are shuffled still runs and answers something else; the file it came from is untouched', async () => {
  const onnx = readFileSync(FUSION);
  const before = Buffer.from(onnx);
  const [head, all] = [shuffleWeights(onnx, 0.05, 1), shuffleWeights(onnx, 1, 1)];
  expect(onnx.equals(before)).toBe(true);
  const changed = (bytes: Uint8Array) => bytes.reduce((sum, byte, i) => sum + (byte === onnx[i] ? 0 : 1), 0);
  expect(changed(head)).toBeGreaterThan(0);
  expect(changed(all)).toBeGreaterThan(10 * changed(head));
  const answer = async (bytes: Uint8Array) => {
    const session = await ort.InferenceSession.create(bytes, { intraOpNumThreads: 1 });
    const map = () => new ort.Tensor('float32', new Float32Array(224 * 224).fill(0.4), [1, 1, 224, 224]);
    const result = await session.run(
      {
        location: map(),
        texture: map(),
        margin: map(),
        report: new ort.Tensor('float32', new Float32Array(50 * 384).fill(0.1), [1, 50, 384]),
        reportMask: new ort.Tensor('float32', new Float32Array(50).fill(1), [1, 50]),
        demographics: new ort.Tensor('float32', Float32Array.of(1, 1, 0, 1), [1, 4]),
        morphology: new ort.Tensor('float32', Float32Array.of(0.3, 1, 0.7, 0.9, 1), [1, 5]),
        gland: new ort.Tensor('float32', Float32Array.of(0.9, 1, -1), [1, 3]),
      },
      ['logit'],
    );
    await session.release();
    return (result.logit!.data as Float32Array)[0]!;
  };
  const [own, other] = [await answer(onnx), await answer(all)];
  expect(Number.isFinite(other)).toBe(true);
  expect(Math.abs(own - other)).toBeGreaterThan(1e-3);
});
