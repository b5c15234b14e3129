import { describe, expect, it } from 'vitest';
import {
  accent,
  danger,
  gland,
  nodule,
  simulated,
  stage1,
  stage2,
  stage3,
  stale,
  surfaces,
  text,
  warning,
} from './colours.ts';

type Rgb = readonly [number, number, number];
const linear = (hex: string): Rgb =>
  [1, 3, 5].map((at) => {
    const v = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
const luminanceOf = ([r, g, b]: Rgb): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;
const luminance = (hex: string): number => luminanceOf(linear(hex));
/** WCAG 2.2 contrast ratio. */
const contrast = (a: string, b: string): number => {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
};
/** CIE L* of a relative luminance. */
const lightness = (y: number): number => (y > 216 / 24389 ? 116 * Math.cbrt(y) - 16 : (y * 24389) / 27);

/** Full dichromacy, Machado, Oliveira and Fernandes 2009, table 1 (severity 1.0), on linear RGB. */
const DICHROMACY: Record<string, readonly Rgb[]> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};
const seenBy = (matrix: readonly Rgb[], hex: string): Rgb => {
  const c = linear(hex);
  return matrix.map((row) =>
    Math.min(1, Math.max(0, row[0] * c[0] + row[1] * c[1] + row[2] * c[2])),
  ) as unknown as Rgb;
};
/** CIE 1976 colour difference of two linear RGB colours (D65). */
const difference = (a: Rgb, b: Rgb): number => {
  const lab = ([r, g, bl]: Rgb): Rgb => {
    const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : (t * 24389) / 27 / 116 + 16 / 116);
    const x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * bl) / 0.95047);
    const y = f(0.2126729 * r + 0.7151522 * g + 0.072175 * bl);
    const z = f((0.0193339 * r + 0.119192 * g + 0.9503041 * bl) / 1.08883);
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
  };
  const [p, q] = [lab(a), lab(b)];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
};

describe('colours', () => {
  it('keep the order of the stages in grey, at least 10 L* apart', () => {
    const [low, medium, high] = [stage1, stage2, stage3].map((c) => lightness(luminance(c)));
    expect(low - medium).toBeGreaterThan(10);
    expect(medium - high).toBeGreaterThan(10);
  });

  it.each(Object.entries(DICHROMACY))(
    'keep stages, and nodule from gland, apart under %s',
    (_name, matrix) => {
      const pairs = [
        [stage1, stage2],
        [stage2, stage3],
        [stage1, stage3],
        [nodule, gland],
      ];
      for (const [a, b] of pairs)
        expect(difference(seenBy(matrix, a), seenBy(matrix, b))).toBeGreaterThan(20);
    },
  );

  it('leave every text readable on every surface it stands on (4.5 : 1)', () => {
    for (const surface of [surfaces.room, surfaces.panel, surfaces.raised]) {
      for (const colour of [text.strong, text.normal, text.quiet, accent, warning, danger]) {
        expect(contrast(colour, surface)).toBeGreaterThanOrEqual(4.5);
      }
    }
    expect(contrast(text.onAccent, accent)).toBeGreaterThanOrEqual(4.5);
  });

  it('leave bars and marks visible on panels (3 : 1)', () => {
    for (const colour of [stage1, stage2, stage3, nodule, gland, stale, simulated]) {
      expect(contrast(colour, surfaces.panel)).toBeGreaterThanOrEqual(3);
    }
  });
});
