import { describe, expect, it } from 'vitest';
import { gland, nodule, stageColours } from '../theme/colours.ts';
import { ATLAS_COLOURS } from './atlasColours.ts';
import { hexToRgb, linearOf, riskColour, riskGradient, riskRgb, toOklab } from './riskColours.ts';
import { tooFewHatch } from './tooFew.ts';

type Rgb = readonly [number, number, number];
const steps = Array.from({ length: 21 }, (_, i) => i / 20);
const apart = (a: Rgb, b: Rgb) => {
  const p = toOklab(a);
  const q = toOklab(b);
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
};

/** Severe colour blindness in linear RGB (Machado, Oliveira & Fernandes, IEEE TVCG 2009;15:1291, severity 1). */
const BLINDNESS = {
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
} as const;
function seen(rgb: Rgb, m: readonly number[]): Rgb {
  const l = rgb.map(linearOf);
  const out = [0, 1, 2].map((r) =>
    Math.max(0, Math.min(1, m[r * 3]! * l[0]! + m[r * 3 + 1]! * l[1]! + m[r * 3 + 2]! * l[2]!)),
  );
  return out.map((v) => (v <= 0.0031308 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055)) as unknown as Rgb;
}

describe('the risk colours', () => {
  it('darken all the way from low to high, so that a grey print keeps the order', () => {
    const lightness = steps.map((s) => toOklab(riskRgb(s))[0]);
    lightness.slice(1).forEach((l, i) => {
      expect(l).toBeLessThan(lightness[i]! - 0.008);
    });
    const grey = riskRgb(0.7, true);
    expect(Math.max(...grey) - Math.min(...grey)).toBeLessThan(0.01);
  });

  it.each(Object.entries(BLINDNESS))('keep their order and stay apart under %s', (_, matrix) => {
    const tenths = Array.from({ length: 11 }, (_, i) => seen(riskRgb(i / 10), matrix));
    tenths.slice(1).forEach((colour, i) => {
      expect(toOklab(colour)[0]).toBeLessThan(toOklab(tenths[i]!)[0] + 0.001);
      expect(apart(colour, tenths[i]!)).toBeGreaterThan(0.015);
    });
    expect(apart(tenths[0]!, tenths[5]!)).toBeGreaterThan(0.12);
    expect(apart(tenths[5]!, tenths[10]!)).toBeGreaterThan(0.12);
  });

  it.each(Object.entries(BLINDNESS))('keep equal steps about equal under %s', (_, matrix) => {
    const path = (see: (rgb: Rgb) => Rgb) => {
      const colours = steps.map((s) => see(riskRgb(s)));
      const lengths = colours.slice(1).map((c, i) => apart(c, colours[i]!));
      const whole = lengths.reduce((a, b) => a + b, 0);
      // how far along the scale's whole way each colour lies, 0 to 1
      let sum = 0;
      return lengths.map((l) => {
        sum += l;
        return sum / whole;
      });
    };
    const usual = path((rgb) => rgb);
    path((rgb) => seen(rgb, matrix)).forEach((share, i) => {
      expect(Math.abs(share - usual[i]!)).toBeLessThan(0.15);
    });
  });

  it('are no colour of the hatch for too few cases, nor of the nodule on a print, to any eye', () => {
    const eyes: ((rgb: Rgb) => Rgb)[] = [
      (rgb) => rgb,
      ...Object.values(BLINDNESS).map((m) => (rgb: Rgb) => seen(rgb, m)),
    ];
    for (const print of [false, true]) {
      const { ground, stripe } = tooFewHatch(print);
      expect(apart(hexToRgb(ground), hexToRgb(stripe))).toBeGreaterThan(0.2);
      for (const see of eyes)
        for (const s of steps) {
          const colour = see(riskRgb(s, print));
          // the scale has no stripes: it is enough that one of the two is no colour of it
          const nearest = Math.max(
            apart(colour, see(hexToRgb(ground))),
            apart(colour, see(hexToRgb(stripe))),
          );
          expect(nearest).toBeGreaterThan(0.12);
        }
    }
    const nodulePrint = toOklab(hexToRgb(ATLAS_COLOURS.printNodule))[0];
    for (const s of steps) expect(toOklab(riskRgb(s, true))[0] - nodulePrint).toBeGreaterThan(0.15);
  });

  it('stay clear of the nodule’s and the gland’s hues', () => {
    for (const s of steps) {
      expect(apart(riskRgb(s), hexToRgb(nodule))).toBeGreaterThan(0.1);
      expect(apart(riskRgb(s), hexToRgb(gland))).toBeGreaterThan(0.1);
    }
  });

  it('run the same way as the stage colours: light is low, dark is high', () => {
    const stages = ([1, 2, 3] as const).map((s) => toOklab(hexToRgb(stageColours[s]))[0]);
    expect(stages[0]!).toBeGreaterThan(stages[1]!);
    expect(stages[1]!).toBeGreaterThan(stages[2]!);
  });

  it('clamp what lies beyond 0 and 1', () => {
    expect(riskColour(-1)).toBe(riskColour(0));
    expect(riskColour(2)).toBe(riskColour(1));
    expect(riskGradient('to right').match(/#/g)).toHaveLength(11);
  });
});
