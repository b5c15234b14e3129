import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ColourPicture, glassColour } from './colourPicture.ts';
import {
  PATCH_PX,
  PATCHES,
  patchInputs,
  patchSquares,
  squareInput,
  WHOLE_PX,
  wholeInput,
  wholeSquare,
} from './smearInput.ts';
import { looksLikeSmear, smearLook } from './smearLook.ts';

function picture(
  width: number,
  height: number,
  at: (x: number, y: number) => readonly [number, number, number],
): ColourPicture {
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) rgb.set(at(x, y), (y * width + x) * 3);
  return { width, height, rgb };
}

const sides = fc.integer({ min: 130, max: 900 });

test('the twelve patches are squares inside the picture that cover every pixel', () => {
  fc.assert(
    fc.property(sides, sides, fc.nat(), fc.nat(), (width, height, a, b) => {
      const squares = patchSquares({ width, height });
      expect(squares).toHaveLength(PATCHES);
      for (const { x, y, side } of squares) {
        expect(x).toBeGreaterThanOrEqual(-1e-9);
        expect(y).toBeGreaterThanOrEqual(-1e-9);
        expect(x + side).toBeLessThanOrEqual(width + 1e-9);
        expect(y + side).toBeLessThanOrEqual(height + 1e-9);
      }
      if (Math.max(width, height) / Math.min(width, height) > 3) return;
      const at = { x: (a % width) + 0.5, y: (b % height) + 0.5 };
      const covers = squares.some(
        ({ x, y, side }) => at.x >= x && at.x <= x + side && at.y >= y && at.y <= y + side,
      );
      expect(covers).toBe(true);
    }),
  );
});

test('at 1024 × 768 the patches are the paper’s: 256 px, edge to edge', () => {
  const squares = patchSquares({ width: 1024, height: 768 });
  expect(squares.map(({ side }) => side)).toEqual(new Array(12).fill(256));
  expect(squares.map(({ x }) => x).slice(0, 4)).toEqual([0, 256, 512, 768]);
  expect(squares[11]).toEqual({ x: 768, y: 512, side: 256 });
});

test('a wide picture keeps its shape: what is left of the square takes the colour of the glass', () => {
  const wide = picture(448, 224, (x) => (x < 400 ? [240, 235, 245] : [60, 40, 150]));
  expect(glassColour(wide)).toEqual([240, 235, 245]);
  const input = wholeInput(wide);
  const value = (c: number, x: number, y: number) => input[(c * WHOLE_PX + y) * WHOLE_PX + x]! * 255;
  expect([value(0, 10, 5), value(1, 10, 5), value(2, 10, 5)].map(Math.round)).toEqual([240, 235, 245]);
  expect([value(0, 215, 112), value(1, 215, 112), value(2, 215, 112)].map(Math.round)).toEqual([60, 40, 150]);
  expect([value(0, 215, 20), value(2, 215, 220)].map(Math.round)).toEqual([240, 245]);
});

test('at its own size a picture comes through unchanged; halved, pixels are averaged', () => {
  const grain = picture(224, 224, (x, y) => [(x * 37 + y * 11) % 256, (x * 5) % 256, (y * 3) % 256]);
  const same = wholeInput(grain);
  for (let i = 0; i < 224 * 224; i++) {
    if (Math.abs(same[i]! * 255 - grain.rgb[i * 3]!) > 1e-4) throw new Error(`pixel ${i} differs`);
  }
  const stripes = picture(448, 448, (x) => (x % 2 ? [200, 0, 0] : [100, 0, 0]));
  const halved = squareInput(stripes, wholeSquare(stripes), 224, [0, 0, 0]);
  // triangle of half-width 2 over alternating columns: the mean
  for (let x = 2; x < 222; x++) expect(halved[100 * 224 + x]! * 255).toBeCloseTo(150, 3);
});

test('a patch shows its own part of the picture', () => {
  const quarters = picture(400, 300, (x, y) => [x < 200 ? 200 : 20, y < 150 ? 180 : 30, 90]);
  const patches = patchInputs(quarters);
  const middle = (patch: number, c: number) =>
    Math.round(patches[((patch * 3 + c) * PATCH_PX + 48) * PATCH_PX + 48]! * 255);
  expect([middle(0, 0), middle(0, 1)]).toEqual([200, 180]);
  expect([middle(3, 0), middle(3, 1)]).toEqual([20, 180]);
  expect([middle(11, 0), middle(11, 1)]).toEqual([20, 30]);
});

test('a stained smear is told from an ultrasound frame, a Doppler picture and a lawn', () => {
  const smear = picture(200, 200, (x, y) => ((x + y) % 10 < 3 ? [80, 60, 160] : [235, 225, 240]));
  const grey = picture(200, 200, (x, y) => [(x * y) % 200, (x * y) % 200, (x * y) % 200]);
  const doppler = picture(200, 200, (x, y) => (x < 60 && y < 60 ? [20, 30, 220] : [25, 25, 25]));
  const lawn = picture(200, 200, () => [60, 140, 50]);
  expect([smear, grey, doppler, lawn].map((p) => looksLikeSmear(smearLook(p)))).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
