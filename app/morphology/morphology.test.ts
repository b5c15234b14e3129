import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GreyFrame } from '../image/greyFrame.ts';
import { emptyMask, type Mask } from '../segmentation/mask.ts';
import { echogenicity } from './echogenicity.ts';
import { marginMosaic } from './marginMosaic.ts';
import { noduleShape } from './shape.ts';
import { textureCrop } from './textureCrop.ts';

function disc(width: number, height: number, inside: (x: number, y: number) => boolean): Mask {
  const mask = emptyMask(width, height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) if (inside(x, y)) mask.data[y * width + x] = 1;
  return mask;
}

function painted(mask: Mask, inside: number, outside: number): GreyFrame {
  return {
    width: mask.width,
    height: mask.height,
    pixels: Uint8Array.from(mask.data, (v) => (v ? inside : outside)),
    spacingMmPerPx: null,
  };
}

describe('morphology of a nodule', () => {
  const nodule = disc(160, 120, (x, y) => ((x - 80) / 30) ** 2 + ((y - 60) / 15) ** 2 <= 1);

  test('an ellipse of half axes 30 and 15 is 61 px long, 31 px wide and half as tall as wide', () => {
    const shape = noduleShape(nodule)!;
    expect(shape.lengthPx).toBeCloseTo(61, 0);
    expect(shape.widthPx).toBeCloseTo(31, 0);
    expect(shape.ratio).toBeCloseTo(31 / 61, 9);
  });

  test('length and width of a rectangle are its diagonal and the extent across it, by hand', () => {
    const shape = noduleShape(disc(60, 60, (x, y) => x >= 10 && x < 40 && y >= 10 && y < 50))!;
    expect(shape.lengthPx).toBeCloseTo(50, 9);
    expect(shape.widthPx).toBeCloseTo((2 * 30 * 40) / 50, 9);
    expect(shape.ratio).toBeCloseTo(4 / 3, 9);
  });

  test('turning a nodule does not change its length', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: Math.PI, noNaN: true }), (angle) => {
        const turned = disc(160, 160, (x, y) => {
          const u = (x - 80) * Math.cos(angle) + (y - 80) * Math.sin(angle);
          const v = -(x - 80) * Math.sin(angle) + (y - 80) * Math.cos(angle);
          return (u / 40) ** 2 + (v / 20) ** 2 <= 1;
        });
        expect(Math.abs(noduleShape(turned)!.lengthPx - 81)).toBeLessThan(2.5);
      }),
      { numRuns: 40, seed: 3 },
    );
  });

  test('echogenicity is the grey of the ring outside minus the grey inside', () => {
    expect(echogenicity(painted(nodule, 60, 110), nodule, null)).toBeCloseTo(50, 9);
    expect(echogenicity(painted(nodule, 150, 90), nodule, null)).toBeCloseTo(-60, 9);
  });

  test('the ring keeps to the gland where the gland is known', () => {
    const gland = disc(160, 120, (x) => x < 80);
    const frame = painted(nodule, 60, 110);
    for (let i = 0; i < frame.pixels.length; i++)
      if (!gland.data[i] && !nodule.data[i]) frame.pixels[i] = 255;
    expect(echogenicity(frame, nodule, gland)).toBeCloseTo(50, 9);
  });

  test('the crop shows the nodule whole, centred, with its aspect ratio', () => {
    const crop = textureCrop(painted(nodule, 255, 0), nodule, 64)!;
    const rows = Array.from({ length: 64 }, (_, y) =>
      crop.slice(y * 64, y * 64 + 64).some((v) => v > 0.5),
    ).filter(Boolean).length;
    const columns = Array.from({ length: 64 }, (_, x) =>
      Array.from({ length: 64 }, (_, y) => crop[y * 64 + x]!).some((v) => v > 0.5),
    ).filter(Boolean).length;
    expect(Math.abs(columns / rows - 61 / 31)).toBeLessThan(0.1);
    expect(columns).toBeLessThan(60);
    expect(columns).toBeGreaterThan(48);
  });

  test('the mosaic is the same for the same case and differs for another seed', () => {
    const frame = painted(nodule, 60, 110);
    expect(marginMosaic(frame, nodule, 64)).toEqual(marginMosaic(frame, nodule, 64));
    expect(marginMosaic(frame, nodule, 64, 1)).not.toEqual(marginMosaic(frame, nodule, 64, 2));
  });

  test('every tile of the mosaic holds both sides of the margin', () => {
    const mosaic = marginMosaic(painted(nodule, 0, 255), nodule, 64)!;
    for (let tile = 0; tile < 64; tile++) {
      const values = Array.from(
        { length: 64 },
        (_, k) => mosaic[(Math.floor(tile / 8) * 8 + Math.floor(k / 8)) * 64 + (tile % 8) * 8 + (k % 8)]!,
      );
      expect(Math.min(...values)).toBeLessThan(0.3);
      expect(Math.max(...values)).toBeGreaterThan(0.7);
    }
  });

  test('an empty mask has no morphology', () => {
    const none = emptyMask(20, 20);
    expect(noduleShape(none)).toBeNull();
    expect(echogenicity(painted(none, 0, 9), none, null)).toBeNull();
    expect(textureCrop(painted(none, 0, 9), none, 16)).toBeNull();
    expect(marginMosaic(painted(none, 0, 9), none, 16)).toBeNull();
  });
});
