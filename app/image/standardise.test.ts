import { expect, test } from 'vitest';
import type { GreyFrame } from './greyFrame.ts';
import { standardiseBrightness } from './standardise.ts';

test('the 1st to 99th percentile of tissue is stretched to the full range, background left out', () => {
  // 100 tissue greys 51..150, ten times each, on a black background five times as large.
  const tissue = Array.from({ length: 1000 }, (_, i) => 51 + (i % 100));
  const result = standardiseBrightness(frameOf([...new Array(5000).fill(0), ...tissue]));
  const grey = (before: number) => result.pixels[5000 + tissue.indexOf(before)];
  expect(result.pixels[0]).toBe(0);
  expect(grey(51)).toBe(0);
  expect(grey(149)).toBe(255);
  expect(grey(150)).toBe(255);
  expect(grey(100)).toBe(Math.round((49 * 255) / 98));
});

test('a frame without tissue or without contrast is left as it is', () => {
  const black = frameOf(new Array(400).fill(3));
  const even = frameOf(new Array(400).fill(90));
  expect(standardiseBrightness(black)).toBe(black);
  expect(standardiseBrightness(even)).toBe(even);
});

test('the scale and the size stay with the frame', () => {
  const frame = { ...frameOf(Array.from({ length: 400 }, (_, i) => i % 200)), spacingMmPerPx: 0.07 };
  expect(standardiseBrightness(frame)).toMatchObject({ width: 400, height: 1, spacingMmPerPx: 0.07 });
});

function frameOf(greys: number[]): GreyFrame {
  return { width: greys.length, height: 1, pixels: Uint8Array.from(greys), spacingMmPerPx: null };
}
