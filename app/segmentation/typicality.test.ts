import { expect, test } from 'vitest';
import { isUntypical } from './typicality.ts';

const limits = { untypicalLogOdds: 2, untypicalDistance: 1.8 };

test('a frame is turned away by either measure, and only above its limit', () => {
  expect(isUntypical(Float32Array.of(-3, 1), limits)).toBe(false);
  expect(isUntypical(Float32Array.of(2, 1.75), limits)).toBe(false);
  expect(isUntypical(Float32Array.of(2.1, 1), limits)).toBe(true);
  expect(isUntypical(Float32Array.of(-3, 1.9), limits)).toBe(true);
});

test('a pack that does not measure it turns nothing away', () => {
  expect(isUntypical(undefined, limits)).toBe(false);
  expect(isUntypical(Float32Array.of(9, 9), {})).toBe(false);
});
