import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GreyFrame } from './greyFrame.ts';
import {
  boxToFrame,
  boxToInput,
  letterbox,
  mapToFrame,
  placeFrame,
  pointToFrame,
  pointToInput,
} from './networkInput.ts';

const side = fc.integer({ min: 1, max: 2000 });
const size = fc.constantFrom(64, 192, 256);
const coordinate = fc.double({ min: -3000, max: 3000, noNaN: true });

describe('placing a frame in a network input', () => {
  test('a point goes to the input and back to where it was', () => {
    fc.assert(
      fc.property(side, side, size, coordinate, coordinate, (width, height, input, x, y) => {
        const placement = placeFrame(width, height, input);
        const back = pointToFrame(pointToInput({ x, y }, placement), placement);
        expect(Math.abs(back.x - x)).toBeLessThan(1e-6);
        expect(Math.abs(back.y - y)).toBeLessThan(1e-6);
      }),
    );
  });

  test('a box goes to the input and back to what it was, and keeps its aspect ratio', () => {
    fc.assert(
      fc.property(
        side,
        side,
        size,
        coordinate,
        coordinate,
        side,
        side,
        (w, h, input, x, y, width, height) => {
          const placement = placeFrame(w, h, input);
          const placed = boxToInput({ x, y, width, height }, placement);
          expect(placed.width / placed.height).toBeCloseTo(width / height, 6);
          const back = boxToFrame(placed, placement);
          expect(Math.abs(back.x - x)).toBeLessThan(1e-6);
          expect(Math.abs(back.height - height)).toBeLessThan(1e-6);
        },
      ),
    );
  });

  test('the frame fills the longer side, is centred, and never reaches outside', () => {
    fc.assert(
      fc.property(side, side, size, (width, height, input) => {
        const placement = placeFrame(width, height, input);
        const low = pointToInput({ x: 0, y: 0 }, placement);
        const high = pointToInput({ x: width, y: height }, placement);
        expect(Math.max(high.x - low.x, high.y - low.y)).toBeCloseTo(input, 6);
        expect(low.x + high.x).toBeCloseTo(input, 6);
        expect(low.y + high.y).toBeCloseTo(input, 6);
      }),
    );
  });
});

describe('resampling', () => {
  test('a frame of the input size passes unchanged', () => {
    const frame = greyFrame(16, 16, (x, y) => (x * 16 + y * 3) % 256);
    expect([...letterbox(frame, 16).input]).toEqual([...frame.pixels].map((v) => Math.fround(v / 255)));
  });

  test('an even grey stays even inside, and padding is black', () => {
    const { input } = letterbox(
      greyFrame(300, 100, () => 102),
      60,
    );
    for (let x = 0; x < 60; x++) {
      expect(input[30 * 60 + x]).toBeCloseTo(0.4, 6);
      expect(input[5 * 60 + x]).toBe(0);
      expect(input[55 * 60 + x]).toBe(0);
    }
  });

  test('shrinking averages: pixel-fine stripes become their mean instead of one of them', () => {
    const { input } = letterbox(
      greyFrame(256, 256, (x) => (x % 2 ? 255 : 0)),
      64,
    );
    for (let x = 2; x < 62; x++) expect(input[32 * 64 + x]).toBeCloseTo(0.5, 2);
  });

  test('enlarging is bilinear between pixel centres', () => {
    const { input } = letterbox(
      greyFrame(2, 2, (x) => (x ? 200 : 100)),
      4,
    );
    expect([...input.slice(0, 4)].map((v) => v * 255)).toEqual([
      expect.closeTo(100, 3),
      expect.closeTo(125, 3),
      expect.closeTo(175, 3),
      expect.closeTo(200, 3),
    ]);
  });

  test('a map of any resolution comes back over the frame: a linear ramp stays where it was', () => {
    const frame = { width: 500, height: 320 };
    const placement = placeFrame(frame.width, frame.height, 256);
    const map = Float32Array.from({ length: 64 * 64 }, (_, i) => ((i % 64) + 0.5) * 4);
    const area = { x: 100, y: 50, width: 200, height: 10 };
    const onFrame = mapToFrame(map, 64, placement, area);
    for (let x = 0; x < area.width; x += 13) {
      const there = pointToInput({ x: area.x + x + 0.5, y: 55.5 }, placement);
      expect(onFrame[5 * area.width + x]).toBeCloseTo(there.x, 3);
    }
  });
});

function greyFrame(width: number, height: number, grey: (x: number, y: number) => number): GreyFrame {
  const pixels = Uint8Array.from({ length: width * height }, (_, i) =>
    grey(i % width, Math.floor(i / width)),
  );
  return { width, height, pixels, spacingMmPerPx: null };
}
