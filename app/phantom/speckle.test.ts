import { describe, expect, it } from 'vitest';
import { beamGain, TGC_DB_PER_CM_MHZ } from './beam.ts';
import { detectEnvelope } from './image.ts';
import { makeRandom } from './random.ts';
import { DEFAULT_SCAN, type ScanSpec } from './spec.ts';
import { axialSigmaMm, blurByBeam, lateralSigmaMm } from './speckle.ts';
import type { TissueMap } from './tissueMap.ts';

const scan: ScanSpec = { ...DEFAULT_SCAN, width: 400, height: 400, looks: 1, noiseDb: -200 };

function evenTissue(attenuation: number): TissueMap {
  const count = scan.width * scan.height;
  return {
    width: scan.width,
    height: scan.height,
    echoDb: new Float32Array(count).fill(-30),
    attenuation: new Float32Array(count).fill(attenuation),
    boundary: new Float32Array(count),
    roughFace: new Float32Array(count),
    blockedFrom: new Int32Array(scan.width).fill(scan.height),
    blockedBy: new Uint8Array(scan.width),
  };
}

function snr(envelope: Float32Array): number {
  let sum = 0;
  let squared = 0;
  let n = 0;
  for (let row = 60; row < 340; row++) {
    for (let col = 60; col < 340; col++) {
      const value = envelope[row * scan.width + col];
      sum += value;
      squared += value * value;
      n++;
    }
  }
  return sum / n / Math.sqrt(squared / n - (sum / n) ** 2);
}

describe('speckle in even tissue', () => {
  it('is Rayleigh: one look has an envelope SNR of √(π/(4−π)) = 1.91', () => {
    const envelope = detectEnvelope(evenTissue(TGC_DB_PER_CM_MHZ), scan, makeRandom(5));
    expect(snr(envelope)).toBeCloseTo(Math.sqrt(Math.PI / (4 - Math.PI)), 1);
  });

  it('is smoothed by √3 where three looks are averaged', () => {
    const envelope = detectEnvelope(evenTissue(TGC_DB_PER_CM_MHZ), { ...scan, looks: 3 }, makeRandom(5));
    expect(snr(envelope) / Math.sqrt(Math.PI / (4 - Math.PI))).toBeCloseTo(Math.sqrt(3), 1);
  });

  it("is as coarse as the beam: the echo's autocorrelation is √2 wider than the point-spread function", () => {
    const random = makeRandom(8);
    const count = scan.width * scan.height;
    const white = () => Float32Array.from({ length: count }, () => random.normal());
    const echo = blurByBeam({ re: white(), im: white() }, scan.width, scan.height, scan);
    const correlation = (lag: number, stride: number, from: number, to: number) => {
      let product = 0;
      let power = 0;
      for (let row = from; row < to; row++) {
        for (let col = 40; col < 340; col++) {
          const i = row * scan.width + col;
          product += echo.re[i] * echo.re[i + lag * stride] + echo.im[i] * echo.im[i + lag * stride];
          power += echo.re[i] ** 2 + echo.im[i] ** 2;
        }
      }
      return product / power;
    };
    const focusRow = Math.round(scan.focusDepthMm / scan.spacingMmPerPx);
    const across = lateralSigmaMm(scan, scan.focusDepthMm) / scan.spacingMmPerPx;
    const down = axialSigmaMm(scan) / scan.spacingMmPerPx;
    // A Gaussian of deviation σ has the autocorrelation exp(−lag²/4σ²).
    expect(correlation(3, 1, focusRow - 25, focusRow + 25)).toBeCloseTo(Math.exp(-9 / (4 * across ** 2)), 1);
    expect(correlation(2, scan.width, 40, 340)).toBeCloseTo(Math.exp(-4 / (4 * down ** 2)), 1);
  });

  it('widens away from the focus', () => {
    expect(lateralSigmaMm(scan, 30)).toBeGreaterThan(1.3 * lateralSigmaMm(scan, scan.focusDepthMm));
  });
});

describe('attenuation along the beam', () => {
  it('is cancelled by the time gain in the tissue that the gain assumes', () => {
    const gain = beamGain(evenTissue(TGC_DB_PER_CM_MHZ), scan, 0);
    expect(gain.reduce((most, db) => Math.max(most, Math.abs(db)), 0)).toBeLessThan(1e-3);
  });

  it('adds up as α · f · 2z', () => {
    const gain = beamGain(evenTissue(TGC_DB_PER_CM_MHZ + 1), scan, 0);
    const row = 199;
    const depthCm = ((row + 1) * scan.spacingMmPerPx) / 10;
    expect(gain[row * scan.width + 200]).toBeCloseTo(-2 * scan.centreFrequencyMHz * depthCm, 2);
  });

  it('follows a steered beam sideways', () => {
    const map = evenTissue(TGC_DB_PER_CM_MHZ);
    for (let row = 0; row < 20; row++)
      for (let col = 200; col < 220; col++) map.attenuation[row * scan.width + col] = 5;
    const gain = beamGain(map, scan, 0.2);
    // 300 rows further down the shadow has moved 0.2 × 300 = 60 columns.
    const darkest = gain
      .subarray(320 * scan.width, 321 * scan.width)
      .indexOf(Math.min(...gain.subarray(320 * scan.width, 321 * scan.width)));
    expect(Math.abs(darkest - 272)).toBeLessThan(6);
  });
});
