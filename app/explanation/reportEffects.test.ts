import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FusionTensors } from '../fusion/fusionInputs.ts';
import { readParts } from '../report/reportParts.ts';
import { partShares, reportPartEffects, tokenWeights } from './reportEffects.ts';

const inputs = {
  reportMask: {
    type: 'float32',
    data: Float32Array.from({ length: 50 }, (_, i) => (i < 6 ? 1 : 0)),
    dims: [1, 50],
  },
} as unknown as FusionTensors;
const parts = [
  { start: 0, end: 5, tokens: [0, 1] },
  { start: 7, end: 9, tokens: [2] },
  { start: 11, end: 20, tokens: [3, 4, 5] },
];
/** Which parts a question leaves in the report. */
const given = ({ reportMask }: FusionTensors) => parts.map(({ tokens }) => reportMask.data[tokens[0]!]! > 0);

test('the effect of a part is its Shapley value where parts interact in pairs: own term plus half of each pair', async () => {
  const number = fc.double({ min: -3, max: 3, noNaN: true });
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(number, number, number),
      fc.tuple(number, number, number),
      async (own, pairs) => {
        const ask = async (asked: FusionTensors) => {
          const [a, b, c] = given(asked).map(Number) as [number, number, number];
          return (
            1 + own[0] * a + own[1] * b + own[2] * c + pairs[0] * a * b + pairs[1] * a * c + pairs[2] * b * c
          );
        };
        const found = await reportPartEffects(inputs, await ask(inputs), parts, ask);
        const expected = [
          own[0] + (pairs[0] + pairs[1]) / 2,
          own[1] + (pairs[0] + pairs[2]) / 2,
          own[2] + (pairs[1] + pairs[2]) / 2,
        ];
        for (const [i, { effect }] of found.entries()) expect(effect).toBeCloseTo(expected[i]!, 9);
      },
    ),
  );
});

test('shares and token weights add up to 1; a part is weighed as a whole, its tokens alike', () => {
  const shares = partShares([
    { effect: 2, without: 0 },
    { effect: -1, without: 0 },
    { effect: 1, without: 0 },
  ]);
  expect(shares).toEqual([0.5, 0.25, 0.25]);
  const weights = tokenWeights(parts, shares, 7);
  expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
  expect(weights.slice(0, 3)).toEqual([0.25, 0.25, 0.25]);
  expect(weights[6]).toBe(0);
  expect(
    partShares([
      { effect: 0, without: 1 },
      { effect: 0, without: 1 },
    ]),
  ).toEqual([0.5, 0.5]);
});

test('no report is not asked about; of a single part once', async () => {
  let asked = 0;
  const ask = async () => ++asked;
  expect(await reportPartEffects(inputs, 3, [], ask)).toEqual([]);
  expect(asked).toBe(0);
  expect(await reportPartEffects(inputs, 3, parts.slice(0, 1), ask)).toEqual([{ effect: 2, without: 1 }]);
  expect(asked).toBe(1);
});

test('a report is read in parts without the marks around them; what was not read belongs to none, what is too much to the last', () => {
  const report = ' Solid nodule, 1.2 cm; 低回声，边缘不规则。';
  const token = (text: string) => ({ start: report.indexOf(text), end: report.indexOf(text) + text.length });
  const tokens = ['Solid', 'nodule', ',', '1.2', 'cm', '低回声', '，', '边缘'].map(token);
  const text = (most: number) =>
    readParts(report, tokens, most).map(({ start, end }) => report.slice(start, end));
  expect(text(10)).toEqual(['Solid nodule', '1.2 cm', '低回声', '边缘']);
  expect(text(2)).toEqual(['Solid nodule', '1.2 cm; 低回声，边缘']);
  expect(readParts(report, tokens, 10).flatMap((part) => part.tokens)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(readParts('', [], 10)).toEqual([]);
});
