import { describe, expect, test } from 'vitest';
import type { Element } from '../testing/makeDicom.ts';
import { COLUMNS, COUNT, decode, GREY } from './testing/greyDicom.ts';

describe('the scale', () => {
  const region = (x: number, y: number, changes: Element[] = []): Element[] => {
    const own: Element[] = [
      [0x00186012, 'US', 1],
      [0x00186014, 'US', 1],
      [0x00186018, 'UL', 0],
      [0x0018601a, 'UL', 0],
      [0x0018601c, 'UL', 60],
      [0x0018601e, 'UL', 40],
      [0x00186024, 'US', 3],
      [0x00186026, 'US', 3],
      [0x0018602c, 'FD', x],
      [0x0018602e, 'FD', y],
    ];
    return [...own.filter(([tag]) => !changes.some(([other]) => other === tag)), ...changes].sort(
      ([a], [b]) => a - b,
    );
  };
  const scaleOf = async (...elements: Element[]) => {
    const { frame, spacingSource } = await decode({ pixels: GREY, elements });
    return [frame.spacingMmPerPx === null ? null : Number(frame.spacingMmPerPx.toFixed(6)), spacingSource];
  };

  test('comes from the ultrasound region, centimetres to millimetres', async () => {
    expect(await scaleOf([0x00186011, 'SQ', [region(0.007, 0.007)]])).toEqual([0.07, 'dicomRegion']);
    expect(await scaleOf([0x00186011, 'SQ', [region(0.007, -0.007)]])).toEqual([0.07, 'dicomRegion']);
  });

  test('is not taken from regions of flow, of other units, or from spectra', async () => {
    for (const change of [
      [0x00186014, 'US', 2],
      [0x00186024, 'US', 4],
      [0x00186012, 'US', 3],
    ] as Element[]) {
      expect(await scaleOf([0x00186011, 'SQ', [region(0.007, 0.007, [change])]])).toEqual([null, null]);
    }
  });

  test('is unknown where two tissue regions of similar size disagree', async () => {
    const twin = region(0.009, 0.009);
    expect(await scaleOf([0x00186011, 'SQ', [region(0.007, 0.007), twin]])).toEqual([null, null]);
    const small = region(0.009, 0.009, [[0x0018601c, 'UL', 12]]);
    expect(await scaleOf([0x00186011, 'SQ', [small, region(0.007, 0.007)]])).toEqual([0.07, 'dicomRegion']);
  });

  test('falls back to the pixel spacing, and to none where it is impossible', async () => {
    expect(await scaleOf([0x00280030, 'DS', '0.08\\0.08'])).toEqual([0.08, 'dicomPixelSpacing']);
    expect(await scaleOf([0x00181164, 'DS', '0.09\\0.09'])).toEqual([0.09, 'dicomPixelSpacing']);
    expect(await scaleOf([0x00186011, 'SQ', [region(7, 7)]], [0x00280030, 'DS', '0.08\\0.08'])).toEqual([
      0.08,
      'dicomPixelSpacing',
    ]);
    for (const value of ['0\\0', '50\\50', 'abc', '-1\\-1', '0.1\\1']) {
      expect(await scaleOf([0x00280030, 'DS', value]), value).toEqual([null, null]);
    }
    expect(await scaleOf()).toEqual([null, null]);
  });

  test('of oblong pixels makes the picture square, the anatomy true', async () => {
    // a disc 24 px wide and 12 px high, where rows are twice as far apart as columns
    const disc = Uint8Array.from({ length: COUNT }, (_, i) => {
      const x = ((i % COLUMNS) - 32) / 12;
      const y = (Math.floor(i / COLUMNS) - 24) / 6;
      return x * x + y * y <= 1 ? 255 : 0;
    });
    const { frame } = await decode({ pixels: disc, elements: [[0x00280030, 'DS', '0.2\\0.1']] });
    expect([frame.width, frame.height, frame.spacingMmPerPx]).toEqual([64, 96, 0.1]);
    const inside = (row: number, column: number) => frame.pixels[row * 64 + column]! > 127;
    const across = Array.from({ length: 64 }, (_, x) => inside(48, x)).filter(Boolean).length;
    const down = Array.from({ length: 96 }, (_, y) => inside(y, 32)).filter(Boolean).length;
    expect(Math.abs(across - down)).toBeLessThanOrEqual(2);
    const aspect = await decode({ pixels: disc, elements: [[0x00280034, 'IS', '2\\1']] });
    expect([aspect.frame.width, aspect.frame.height, aspect.frame.spacingMmPerPx]).toEqual([64, 96, null]);
  });
});
