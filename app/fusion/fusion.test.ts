import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ort from 'onnxruntime-node';
import { beforeAll, describe, expect, it } from 'vitest';
import { FEATURE_NAMES } from '../case/assessment.ts';
import { ALL_TOKENS, FEATURE_TOKENS, IMAGE_TOKENS } from '../explanation/tokenLayout.ts';
import {
  demographicNumbers,
  type FusionView,
  fusionInputs,
  glandNumbers,
  MAP_SIDE,
  shapeNumbers,
} from './fusionInputs.ts';
import { exampleInputs, type Golden } from './testing/exampleFeeds.ts';

const file = fileURLToPath(new URL('../../models/packs/llnm-1.0.0/fusion.onnx', import.meta.url));
const golden = JSON.parse(readFileSync(new URL('./fusion.golden.json', import.meta.url), 'utf8'));

const area = MAP_SIDE * MAP_SIDE;

/** The example inputs as onnxruntime takes them. */
const exampleFeeds = (views: number): Record<string, ort.Tensor> =>
  Object.fromEntries(
    Object.entries(exampleInputs(views)).map(([name, [data, dims]]) => [
      name,
      new ort.Tensor('float32', data, dims),
    ]),
  );

describe.skipIf(!existsSync(file))('the fusion network in onnxruntime', () => {
  let session: ort.InferenceSession;
  beforeAll(async () => {
    session = await ort.InferenceSession.create(file, { intraOpNumThreads: 2 });
  });

  for (const views of [1, 2]) {
    it(`computes what PyTorch computes, ${views} view(s)`, async () => {
      const outputs = await session.run(exampleFeeds(views));
      for (const [name, expected] of Object.entries((golden as Record<string, Golden>)[String(views)]!)) {
        const data = outputs[name]!.data as Float32Array;
        expect(outputs[name]!.dims, name).toEqual(expected.dims);
        const values = expected.at ? expected.at.map((i) => data[i]!) : Array.from(data);
        for (const [i, value] of values.entries()) {
          expect(Math.abs(value - expected.values[i]!), `${name}[${i}]`).toBeLessThan(2e-4);
        }
        if (expected.sum !== undefined) {
          expect(Math.abs(data.reduce((a, b) => a + b, 0) / expected.sum - 1), name).toBeLessThan(1e-3);
        }
      }
    });
  }

  it('gives attention rows that each add up to 1, and none to padded report tokens', async () => {
    const outputs = await session.run(exampleFeeds(2));
    const self = outputs.attentionSelf!.data as Float32Array;
    for (let row = 0; row < 20; row++) {
      const weights = self.subarray(row * ALL_TOKENS, (row + 1) * ALL_TOKENS);
      expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 4);
      expect(Math.max(...weights.subarray(IMAGE_TOKENS + 31, IMAGE_TOKENS + 50))).toBeLessThan(1e-6);
    }
    const toText = outputs.attentionImageToText!.data as Float32Array;
    expect(Math.max(...toText.subarray(31, 50))).toBeLessThan(1e-6);
  });

  it('gives the same answer whichever view comes first', async () => {
    const feeds = exampleFeeds(2);
    const swapped = { ...feeds };
    for (const name of ['location', 'texture', 'margin', 'morphology', 'gland'] as const) {
      const data = feeds[name]!.data as Float32Array;
      const half = data.length / 2;
      const turned = Float32Array.from([...data.subarray(half), ...data.subarray(0, half)]);
      swapped[name] = new ort.Tensor('float32', turned, feeds[name]!.dims);
    }
    const [a, b] = [await session.run(feeds), await session.run(swapped)];
    expect((a.logit!.data as Float32Array)[0]).toBeCloseTo((b.logit!.data as Float32Array)[0]!, 4);
  });
});

const view: FusionView = {
  location: new Float32Array(area).fill(-1),
  texture: new Float32Array(area).fill(0.25),
  margin: new Float32Array(area).fill(0.75),
  echogenicity: 32,
  lengthPx: 100,
  widthPx: 50,
  ratio: 1.2,
  maxDistancePx: 90,
  spacingMmPerPx: 0.1,
  kind: 'transverse',
};

describe('the fusion inputs', () => {
  it('put each view in its own slot and the facts in one', () => {
    const second = { ...view, location: new Float32Array(area).fill(1) };
    const inputs = fusionInputs([view, second], null, { sex: 'M', ageYears: 58 });
    expect(inputs.location.dims).toEqual([2, 1, 224, 224]);
    expect([inputs.location.data[0], inputs.location.data[area]]).toEqual([-1, 1]);
    expect(Array.from(inputs.demographics.data)).toEqual([1, 1, 1, 1]);
    expect(inputs.morphology.dims).toEqual([2, 5]);
    expect(Array.from(inputs.morphology.data.subarray(0, 5))).toEqual(
      Array.from(Float32Array.from([0.5, 1, 0.5, 1.2, 1])),
    );
  });

  it('say what is missing instead of inventing it', () => {
    const inputs = fusionInputs([view], null, { sex: null, ageYears: null });
    expect(Array.from(inputs.demographics.data)).toEqual([0, 0, 0, 0]);
    expect(inputs.reportMask.data.every((value) => value === 0)).toBe(true);
    expect(demographicNumbers({ sex: 'F', ageYears: 43 })).toEqual([0, 1, 0, 1]);
  });

  it('give lengths as shares of d_max where the scale is unknown, flagged', () => {
    expect(shapeNumbers({ ...view, spacingMmPerPx: null })).toEqual([1, 0.5, 1.2, 0]);
    expect(shapeNumbers(view)).toEqual([1, 0.5, 1.2, 1]);
  });

  it('tell how deep the gland is in mm and which plane shows it', () => {
    expect(glandNumbers(view)).toEqual([0.9, 1, -1]);
    expect(glandNumbers({ ...view, spacingMmPerPx: 0.05, kind: 'longitudinal' })).toEqual([0.45, 1, 1]);
    expect(glandNumbers({ ...view, spacingMmPerPx: null })).toEqual([0.9, 0, -1]);
  });
});

describe('the token order', () => {
  it('covers all 201 tokens once', () => {
    const ranges = FEATURE_NAMES.map((name) => FEATURE_TOKENS[name]).sort((a, b) => a[0] - b[0]);
    let at = 0;
    for (const [from, to] of ranges) {
      expect(from).toBe(at);
      at = to;
    }
    expect(at).toBe(ALL_TOKENS);
  });
});
