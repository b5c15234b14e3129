import { describe, expect, test } from 'vitest';
import { seededRandom } from '../morphology/random.ts';
import type { GreyFrame } from './greyFrame.ts';
import { findCalipers, measureQuality, QUALITY_LIMITS } from './quality.ts';
import { blankOutside, tissueBox } from './tissueBox.ts';

/** A frame as a device draws it: speckled tissue in the middle of a black screen, a line of text below. */
function deviceFrame(): GreyFrame {
  const random = seededRandom(4);
  const [width, height] = [400, 300];
  const pixels = new Uint8Array(width * height);
  for (let y = 20; y < 240; y++) {
    for (let x = 60; x < 340; x++)
      pixels[y * width + x] = Math.min(255, 40 + 90 * Math.sqrt(-Math.log(1 - random() * 0.999)));
  }
  for (let x = 70; x < 130; x++) if (x % 7 < 4) for (let y = 262; y < 272; y++) pixels[y * width + x] = 220;
  return { width, height, pixels, spacingMmPerPx: null };
}

function withCross(frame: GreyFrame, x: number, y: number, arm = 5): GreyFrame {
  const pixels = frame.pixels.slice();
  for (let k = -arm; k <= arm; k++) {
    pixels[y * frame.width + x + k] = 255;
    pixels[(y + k) * frame.width + x] = 255;
  }
  return { ...frame, pixels };
}

function softened(frame: GreyFrame, times: number): GreyFrame {
  let pixels = frame.pixels;
  for (let t = 0; t < times; t++) {
    const next = pixels.slice();
    for (let y = 1; y < frame.height - 1; y++) {
      for (let x = 1; x < frame.width - 1; x++) {
        let sum = 0;
        for (let v = -1; v <= 1; v++)
          for (let u = -1; u <= 1; u++) sum += pixels[(y + v) * frame.width + x + u]!;
        next[y * frame.width + x] = sum / 9;
      }
    }
    pixels = next;
  }
  return { ...frame, pixels };
}

describe('the tissue of a frame', () => {
  test('it is found between black borders, and the text line is left out', () => {
    expect(tissueBox(deviceFrame())).toEqual({ x: 60, y: 20, width: 280, height: 220 });
  });

  test('blanking removes the text and keeps every tissue pixel where it was', () => {
    const frame = deviceFrame();
    const blanked = blankOutside(frame, tissueBox(frame));
    expect(blanked.pixels.subarray(262 * 400, 272 * 400).every((v) => v === 0)).toBe(true);
    expect(blanked.pixels[100 * 400 + 200]).toBe(frame.pixels[100 * 400 + 200]);
  });

  test('a frame without a clear border is tissue from edge to edge', () => {
    const black = { width: 50, height: 40, pixels: new Uint8Array(2000), spacingMmPerPx: null };
    expect(tissueBox(black)).toEqual({ x: 0, y: 0, width: 50, height: 40 });
  });
});

describe('quality of a frame', () => {
  test('caliper crosses are found where they are, and speckle is not taken for one', () => {
    const frame = deviceFrame();
    expect(findCalipers(frame, tissueBox(frame))).toEqual([]);
    const dark = { ...frame, pixels: frame.pixels.map((v) => v / 3) };
    const marked = withCross(withCross(dark, 150, 100), 220, 130, 4);
    expect(findCalipers(marked, tissueBox(frame))).toEqual([
      { x: 150, y: 100 },
      { x: 220, y: 130 },
    ]);
  });

  test('smoothing a frame lowers its fine detail below the limit for blur', () => {
    const speckled = deviceFrame();
    // Layers of tissue under the speckle: what is left when the fine detail is gone.
    const frame = {
      ...speckled,
      pixels: speckled.pixels.map((v, i) => (v ? v / 2 + 60 + 50 * Math.sin(i / speckled.width / 25) : 0)),
    };
    const inside = { x: 70, y: 30, width: 260, height: 200 };
    expect(measureQuality(frame, inside).detail).toBeGreaterThan(QUALITY_LIMITS.detail);
    expect(measureQuality(softened(frame, 12), inside).detail).toBeLessThan(QUALITY_LIMITS.detail);
  });

  test('a flat grey picture has low contrast', () => {
    const frame = deviceFrame();
    const flat = { ...frame, pixels: frame.pixels.map((v) => (v ? 100 + v / 20 : 0)) };
    expect(measureQuality(flat, tissueBox(frame)).contrast).toBeLessThan(QUALITY_LIMITS.contrast);
  });
});
