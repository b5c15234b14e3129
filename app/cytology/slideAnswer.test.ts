import { expect, test } from 'vitest';
import { bandOf, overPictures } from './slideAnswer.ts';

test('pictures are averaged and their disagreement stays visible', () => {
  const over = overPictures([
    [0.1, 0.2, 0.7],
    [0.3, 0.6, 0.1],
  ]);
  expect(over[0]).toEqual({ mean: 0.2, lowest: 0.1, highest: 0.3 });
  expect(over[2]!.mean).toBeCloseTo(0.4, 12);
  expect([over[2]!.lowest, over[2]!.highest]).toEqual([0.1, 0.7]);
  expect(over.reduce((sum, one) => sum + one.mean, 0)).toBeCloseTo(1, 12);
});

test('a share is looked up in the band it falls into', () => {
  const bands = [
    { from: 0.3, to: 0.6, pictures: 10, right: 4 },
    { from: 0.6, to: 1.01, pictures: 20, right: 17 },
  ];
  expect(bandOf(0.6, bands)).toBe(bands[1]);
  expect(bandOf(1, bands)).toBe(bands[1]);
  expect(bandOf(0.2, bands)).toBeNull();
});
