import { expect, test } from 'vitest';
import type { Mask } from './mask.ts';
import { glandShape, looksLikeView } from './viewShape.ts';

const [width, height] = [200, 100];
function drawn(inside: (x: number, y: number) => boolean): Mask {
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) if (inside(x, y)) data[y * width + x] = 1;
  return { width, height, data };
}

test('a band of even thickness across the whole picture looks longitudinal', () => {
  const band = drawn((_, y) => y >= 30 && y < 70);
  expect(glandShape(band)).toEqual({ across: 1, fill: 1, unevenness: 0 });
  expect(looksLikeView(band)).toBe('longitudinal');
});

test('two lobes with a thin isthmus look transverse', () => {
  const lobe = (x: number, y: number, cx: number) => ((x - cx) / 30) ** 2 + ((y - 55) / 35) ** 2 <= 1;
  const gland = drawn((x, y) => lobe(x, y, 45) || lobe(x, y, 155) || (x > 45 && x < 155 && y > 25 && y < 32));
  expect(looksLikeView(gland)).toBe('transverse');
});

test('one round lobe could be either, and an empty outline is nothing', () => {
  expect(looksLikeView(drawn((x, y) => ((x - 100) / 50) ** 2 + ((y - 50) / 40) ** 2 <= 1))).toBeNull();
  expect(looksLikeView(drawn(() => false))).toBeNull();
});
