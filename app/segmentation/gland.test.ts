import { expect, test } from 'vitest';
import { placeFrame } from '../image/networkInput.ts';
import { decodeGland } from './gland.ts';
import { maskArea, maskBox } from './mask.ts';

const SIZE = 256;
const WIDTH = 512;
const HEIGHT = 320;
const placement = placeFrame(WIDTH, HEIGHT, SIZE);

test('the gland comes back in frame pixels, where the map showed it', () => {
  // Input rows 48..208 hold the frame; the square 100..140 × 100..130 there is 200..280 × 104..164 in the frame.
  const gland = decodeGland(probability([[100, 100, 40, 30, 0.9]]), placement, WIDTH, HEIGHT)!;
  const box = maskBox(gland)!;
  expect(Math.abs(box.x - 200)).toBeLessThanOrEqual(1);
  expect(Math.abs(box.y - 104)).toBeLessThanOrEqual(1);
  expect(Math.abs(box.width - 80)).toBeLessThanOrEqual(2);
  expect(Math.abs(box.height - 60)).toBeLessThanOrEqual(2);
});

test('a dark nodule inside the gland belongs to the gland, specks far from it do not', () => {
  const map = probability([
    [80, 90, 80, 60, 0.9],
    [110, 110, 10, 10, 0.1],
    [20, 60, 4, 4, 0.9],
  ]);
  const gland = decodeGland(map, placement, WIDTH, HEIGHT)!;
  expect(Math.abs(maskArea(gland) - 160 * 120)).toBeLessThan(160 * 120 * 0.02);
  expect(gland.data[(2 * 115 - 96) * WIDTH + 2 * 115]).toBe(1);
});

test('two lobes seen on either side of the trachea are both kept', () => {
  const map = probability([
    [40, 100, 50, 40, 0.8],
    [170, 100, 50, 30, 0.8],
  ]);
  expect(maskBox(decodeGland(map, placement, WIDTH, HEIGHT)!)!.width).toBeGreaterThan(350);
});

test('no gland is said as no gland', () => {
  expect(decodeGland(probability([]), placement, WIDTH, HEIGHT)).toBeNull();
  expect(decodeGland(probability([[100, 100, 6, 6, 0.9]]), placement, WIDTH, HEIGHT)).toBeNull();
});

/** A probability map with rectangles [x, y, width, height, probability] in input pixels, later ones on top. */
function probability(rectangles: [number, number, number, number, number][]): Float32Array {
  const map = new Float32Array(SIZE * SIZE);
  for (const [x, y, width, height, value] of rectangles) {
    for (let row = y; row < y + height; row++) map.fill(value, row * SIZE + x, row * SIZE + x + width);
  }
  return map;
}
