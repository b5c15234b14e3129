import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import * as ort from 'onnxruntime-node';
import { describe, expect, test } from 'vitest';
import { exampleInputs } from '../../app/fusion/testing/exampleFeeds.ts';
import { mainLineFolder } from '../packs/installed.ts';
import { packsFolder } from '../shell/folders.ts';
import { onlyOutputs } from './onlyOutputs.ts';
import { powerOnnx } from './testing/onnxFile.ts';

const field = (number: number, bytes: readonly number[]): number[] => [
  number * 8 + 2,
  bytes.length,
  ...bytes,
];
const name = (text: string): number[] => [...Buffer.from(text)];

describe('a network for some of its outputs', () => {
  test('the fusion network gives the same log-odds and stages without its attention maps, from a smaller graph', async () => {
    const folder = mainLineFolder({ shipped: packsFolder(), imported: null });
    const whole = readFileSync(join(folder, 'fusion.onnx'));
    const wanted = ['logit', 'stageLogits'];
    const only = onlyOutputs(whole, wanted)!;
    expect(only.length).toBeLessThan(whole.length);
    const feeds = Object.fromEntries(
      Object.entries(exampleInputs(2)).map(([key, [data, dims]]) => [
        key,
        new ort.Tensor('float32', data, dims),
      ]),
    );
    const all = await ort.InferenceSession.create(whole, { intraOpNumThreads: 2 });
    const some = await ort.InferenceSession.create(only, { intraOpNumThreads: 2 });
    expect(some.outputNames).toEqual(wanted);
    expect(some.inputNames).toEqual(all.inputNames);
    const expected = await all.run(feeds);
    const found = await some.run(feeds);
    for (const output of wanted) {
      const values = [...(found[output]!.data as Float32Array)];
      for (const [i, value] of [...(expected[output]!.data as Float32Array)].entries())
        expect(values[i]).toBeCloseTo(value, 5);
    }
  });

  test('nothing is taken from a chain in which all is needed', () => {
    expect(onlyOutputs(powerOnnx(3), ['after'])).toEqual(Buffer.from(powerOnnx(3)));
  });

  test('what leads nowhere goes: its node, its weights and what is told of it', () => {
    const dead = [...field(1, name('in')), ...field(1, name('unread')), ...field(2, name('lost'))];
    const used = [...field(1, name('in')), ...field(1, name('read')), ...field(2, name('out'))];
    const weight = (text: string) => field(5, field(8, name(text)));
    const outputs = (text: string) => field(12, field(1, name(text)));
    const told = (text: string) => field(13, field(1, name(text)));
    const kept = [...field(1, used), ...weight('read'), ...outputs('out')];
    const gone = [...field(1, dead), ...weight('unread'), ...outputs('lost'), ...told('lost')];
    const found = onlyOutputs(Uint8Array.from(field(7, [...gone, ...kept])), ['out']);
    expect(found).toEqual(Buffer.from(field(7, kept)));
  });

  test('is not tried where a node holds a graph of its own, which reads what no list of inputs shows', () => {
    const branch = field(5, field(6, [...field(1, [...field(1, name('hidden')), ...field(2, name('b'))])]));
    const choice = [...field(1, name('in')), ...field(2, name('out')), ...branch];
    expect(onlyOutputs(Uint8Array.from(field(7, field(1, choice))), ['out'])).toBeNull();
  });

  test('any bytes give a file, null or a sentence', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        try {
          const found = onlyOutputs(bytes, ['out']);
          if (found) expect(found.length).toBeLessThanOrEqual(bytes.length + 10);
        } catch (error) {
          expect((error as Error).message).toMatch(/^the ONNX file/);
        }
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});
