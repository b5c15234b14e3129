import { expect, test } from 'vitest';
import { PATCHES } from '../../app/cytology/smearInput.ts';
import type { OpinionAnswer } from '../../app/opinion/opinion.ts';
import { wilson } from '../../app/statistics/wilson.ts';
import type { PlainTensors } from '../inference/protocol.ts';
import { cytologyRunner } from './cytology.ts';
import type { CytologyPicture, OpinionCase, OpinionTools } from './runner.ts';

const label = (text: string) => ({ en: text, zh: text });
const bands = [
  { from: 0, to: 0.6, pictures: 10, right: 4 },
  { from: 0.6, to: 1.01, pictures: 40, right: 30 },
];

/** A picture of one grey, which the stand-in below reads as the logit of the first class. */
function picture(grey: number, imageId: string): CytologyPicture {
  return {
    imageId,
    fileName: `${imageId}.png`,
    width: 200,
    height: 150,
    rgb: new Uint8Array(90_000).fill(grey),
  };
}

/** Stands for Basic (logit and embedding: the mean of each picture) and Premium (logit: the sum of the tokens). */
function tools(parameters: object): OpinionTools {
  return {
    pack: {
      folder: '',
      sha256: '',
      manifest: {
        name: 'test',
        parameters,
        classes: ['a', 'b'].map((name) => ({ name, label: label(name) })),
        calibration: { method: 'temperature', on: 'nothing', parameters: { temperature: 0.5 } },
      },
    } as unknown as OpinionTools['pack'],
    run: async (role, inputs): Promise<PlainTensors> => {
      const { data, dims } = Object.values(inputs)[0]!;
      const values = data as Float32Array;
      const tensor = (out: number[], sizes: number[]) => ({
        type: 'float32' as const,
        data: Float32Array.from(out),
        dims: sizes,
      });
      if (role === 'regions') {
        expect(dims).toEqual([1, 1 + PATCHES, 1]);
        return { logits: tensor([values.reduce((a, b) => a + b, 0), 0], [1, 2]) };
      }
      const count = dims[0]!;
      const each = values.length / count;
      const means = Array.from(
        { length: count },
        (_, i) => values.subarray(i * each, (i + 1) * each).reduce((a, b) => a + b, 0) / each,
      );
      return {
        logits: tensor(
          means.flatMap((mean) => [mean, 0]),
          [count, 2],
        ),
        embedding: tensor(means, [count, 1]),
        // As far from the training as the picture is dark.
        unlike: tensor(
          means.map((mean) => 1 - mean),
          [count, 1],
        ),
      };
    },
  };
}

const ask = (cytology: CytologyPicture[], parameters: object = { bands }) =>
  cytologyRunner({ cytology } as unknown as OpinionCase, tools(parameters));

test('a case without smear pictures gets no answer', async () => {
  expect(await ask([])).toEqual({ notGiven: 'noCytology' });
});

test('every picture has its own calibrated answer, and the case their mean', async () => {
  const answer = (await ask([picture(0, 'one'), picture(255, 'two')])) as OpinionAnswer;
  // grey 0 → logits 0, 0; grey 255 → logits 1, 0; temperature 0.5
  const sure = 1 / (1 + Math.exp(-2));
  expect(answer.parts.map((part) => part.label)).toEqual(['one.png', 'two.png']);
  expect(answer.parts[0]!.probabilities[0]).toBeCloseTo(0.5, 6);
  expect(answer.parts[1]!.probabilities[0]).toBeCloseTo(sure, 5);
  expect(answer.classes[0]!.probability).toBeCloseTo((0.5 + sure) / 2, 5);
  expect(answer.probability).toBe(answer.classes[0]!.probability);
  expect(answer.rows[0]!.value.en).toBe('50%–88%, 2 pictures');
});

test('the interval is that of held-out pictures answered as surely', async () => {
  const answer = (await ask([picture(255, 'one')])) as OpinionAnswer;
  const [low, high] = wilson(30, 40);
  expect(answer.interval![0]).toBeCloseTo(low, 10);
  // 88.1% was said and Wilson's interval of 30 in 40 ends at 85.8%: it is widened to hold what is shown
  expect(high).toBeLessThan(answer.probability);
  expect(answer.interval![1]).toBe(answer.probability);
  expect(((await ask([picture(255, 'one')], {})) as OpinionAnswer).interval).toBeNull();
});

test('Premium answers from the field and its twelve patches', async () => {
  const answer = (await ask([picture(51, 'one')], { answer: 'premium' })) as OpinionAnswer;
  // 13 tokens of 0.2 each, temperature 0.5
  expect(answer.probability).toBeCloseTo(1 / (1 + Math.exp(-13 * 0.4)), 5);
});

test('pictures unlike the training are left out by name; when none is left there is no answer', async () => {
  const dark = picture(20, 'dark');
  const some = await ask([picture(255, 'one'), dark], { bands, unlikeMax: 0.5 });
  expect(some).toMatchObject({ parts: [{ imageId: 'one' }], unlike: ['dark'] });
  expect(await ask([dark], { bands, unlikeMax: 0.5 })).toEqual({
    notGiven: 'outsideItsRange',
    unlike: ['dark'],
  });
  expect(await ask([dark], { bands })).toMatchObject({ parts: [{ imageId: 'dark' }], unlike: [] });
});

test('a pack whose parameters make no sense fails by name', async () => {
  await expect(ask([picture(1, 'one')], { answer: 'gut feeling' })).rejects.toThrow(
    /pack.manifestUnreadable/,
  );
});
