import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { DATASETS } from '../trainingData.ts';
import { classPrior, colourHistogram, logisticByFold } from './baselines.ts';
import { blockIntervals } from './blockBootstrap.ts';
import { foldsByBlock, readSmears, type SmearRow } from './smears.ts';
import { calibratedByFold, calibrationError, fitTemperature, softmax, surenessBands } from './temperature.ts';

const FNAB = path.join(DATASETS, 'fnab');

function rowsOf(blocks: Record<string, [label: string, size: number]>): SmearRow[] {
  return Object.entries(blocks).flatMap(([block, [label, size]]) =>
    Array.from({ length: size }, (_, i) => ({ name: `${block}-${i}`, file: '', label, block })),
  );
}

test('no block is split between folds, and every class is spread over them', () => {
  const rows = rowsOf({ a: ['x', 30], b: ['x', 30], c: ['x', 8], d: ['y', 20], e: ['y', 5], f: ['y', 5] });
  const folds = foldsByBlock(rows, 2);
  for (const block of 'abcdef') {
    expect(new Set(folds.filter((_, i) => rows[i]!.block === block)).size).toBe(1);
  }
  const count = (label: string, fold: number) =>
    rows.filter((row, i) => row.label === label && folds[i] === fold).length;
  expect([count('x', 0), count('x', 1)]).toEqual([38, 30]);
  expect([count('y', 0), count('y', 1)]).toEqual([20, 10]);
});

test.skipIf(!existsSync(FNAB))(
  'fnab (skipped where ../shared is absent): runs of consecutive numbers of one class are its blocks',
  () => {
    const rows = readSmears(FNAB);
    expect(rows).toHaveLength(755);
    expect(new Set(rows.map((row) => row.block)).size).toBe(31);
    const first = rows.filter((row) => row.block === rows[0]!.block).map((row) => row.name);
    expect([first[0], first.at(-1), first.length]).toEqual(['b4_0005.jpg', 'b4_0034.jpg', 30]);
  },
);

test('the temperature is the one that makes the truth likeliest', () => {
  // Two classes, logits ±2: right three times in four. Then softmax(2 / T) = 3/4, so T = 2 / ln 3.
  const logits = [
    [2, 0],
    [2, 0],
    [0, 2],
    [2, 0],
  ];
  expect(fitTemperature(logits, [0, 0, 1, 1])).toBeCloseTo(2 / Math.log(3), 3);
  expect(softmax([2, 0], 2 / Math.log(3))[0]).toBeCloseTo(0.75, 10);
});

test('a fold is calibrated by the others alone', () => {
  const logits = Array.from({ length: 8 }, () => [2, 0]);
  const truth = [0, 0, 0, 1, 0, 0, 1, 1];
  const folds = [0, 0, 0, 0, 1, 1, 1, 1];
  const shares = calibratedByFold(logits, truth, folds);
  // fold 1 is right twice in four: the highest temperature tried; fold 0 three times in four
  expect(shares[0]![0]).toBeCloseTo(softmax([2, 0], 20)[0]!, 3);
  expect(shares[4]![0]).toBeCloseTo(0.75, 3);
});

test('bands count what was said against what was right', () => {
  const shares = [
    [0.95, 0.05],
    [0.95, 0.05],
    [0.45, 0.55],
  ];
  const bands = surenessBands(shares, [0, 1, 1]);
  expect(bands.find((band) => band.from === 0.9)).toMatchObject({ pictures: 2, right: 1 });
  expect(bands.find((band) => band.from === 0.5)).toMatchObject({ pictures: 1, right: 1 });
  // two said 0.95 with half right, one said 0.55 and was right
  expect(calibrationError(shares, [0, 1, 1])).toBeCloseTo((0.9 + 0.45) / 3, 10);
});

test('an interval keeps how common the classes are and counts blocks, not pictures', () => {
  const blocks = [
    { label: 0, pictures: [0, 1, 2] },
    { label: 0, pictures: [3] },
    { label: 1, pictures: [4, 5] },
  ];
  const seen: number[][] = [];
  const { share } = blockIntervals(blocks, (pictures) => {
    seen.push([...pictures]);
    return { share: pictures.filter((i) => i < 3).length / pictures.length };
  });
  expect(seen.every((pictures) => pictures.filter((i) => i > 3).length === 2)).toBe(true);
  expect([...new Set(seen.map((pictures) => pictures.length))].sort()).toEqual([4, 6, 8]);
  expect(share).toEqual([0, 0.75]);
});

test('the colour baseline tells what colours tell and nothing else', () => {
  const plain = (r: number, g: number, b: number) =>
    colourHistogram({ width: 2, height: 1, rgb: Uint8Array.of(r, g, b, r, g, b) });
  expect(plain(255, 0, 0).reduce((a, b) => a + b, 0)).toBe(1);
  expect(plain(255, 0, 0)[3 * 16]).toBe(1);
  const features = Array.from({ length: 24 }, (_, i) =>
    i % 3 === 0 ? [1, 0] : i % 3 === 1 ? [0, 1] : [0, 0],
  );
  const truth = features.map((_, i) => i % 3);
  const folds = features.map((_, i) => (i < 12 ? 0 : 1));
  const shares = logisticByFold(features, truth, folds, 3);
  expect(shares.map((share) => share.indexOf(Math.max(...share)))).toEqual(truth);
  expect(classPrior(truth, folds, 3)[0]!.map((p) => p.toFixed(3))).toEqual(['0.333', '0.333', '0.333']);
});
