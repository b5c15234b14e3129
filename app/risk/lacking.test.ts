import { describe, expect, it } from 'vitest';
import { type FusionTensors, type FusionView, fusionInputs, MAP_SIDE } from '../fusion/fusionInputs.ts';
import { REPORT_TOKENS, REPORT_WIDTH } from '../report/tokenise.ts';
import type { Calibration } from './calibrate.ts';
import { allLackings, calibrationFor, LACKS, lackingOf } from './lacking.ts';

const map = () => new Float32Array(MAP_SIDE * MAP_SIDE);
const view = (spacingMmPerPx: number | null): FusionView => ({
  location: map(),
  texture: map(),
  margin: map(),
  echogenicity: 20,
  lengthPx: 80,
  widthPx: 60,
  ratio: 0.8,
  maxDistancePx: 90,
  spacingMmPerPx,
  kind: 'transverse',
});
const report = {
  vectors: new Float32Array(REPORT_TOKENS * REPORT_WIDTH),
  mask: Array.from({ length: REPORT_TOKENS }, (_, i) => (i < 3 ? 1 : 0)),
};
const tensorsOf = (
  spacings: readonly (number | null)[],
  words: typeof report | null,
  sex: 'F' | 'M' | null,
): FusionTensors => fusionInputs(spacings.map(view), words, { sex, ageYears: null });

const calibration = (slope: number): Calibration => ({
  slope,
  intercept: 0,
  prevalence: 0.5,
  interval: { nearest: 20, logits: [0, 1], low: [0, 0], high: [1, 1] },
});

describe('what a case lacks', () => {
  it('is nothing with two views of known scale, a report and a sex; the age does not count', () => {
    expect(lackingOf(tensorsOf([0.1, 0.1], report, 'F'))).toEqual([]);
    expect(lackingOf(tensorsOf([0.1, 0.1], report, 'M'))).toEqual([]);
  });

  it('is read off what the network is given', () => {
    expect(lackingOf(tensorsOf([0.1], report, 'F'))).toEqual(['secondView']);
    expect(lackingOf(tensorsOf([0.1, null], report, 'F'))).toEqual(['scale']);
    expect(lackingOf(tensorsOf([0.1, 0.1], null, 'F'))).toEqual(['report']);
    expect(lackingOf(tensorsOf([0.1, 0.1], report, null))).toEqual(['sex']);
    expect(lackingOf(tensorsOf([null], null, null))).toEqual([...LACKS]);
  });
});

describe('the calibration of an incomplete case', () => {
  const others = [
    { lacking: ['secondView' as const, 'sex' as const], calibration: calibration(0.5), auc: 0.9 },
    { lacking: ['secondView' as const], calibration: calibration(0.7), auc: 0.92 },
  ];

  it('is the one measured on cases that lack the same, in whatever order they are named', () => {
    expect(calibrationFor(['sex', 'secondView'], calibration(1), others)).toMatchObject({
      calibration: { slope: 0.5 },
      ofSuchCases: true,
      auc: 0.9,
    });
    expect(calibrationFor([], calibration(1), others)).toMatchObject({ calibration: { slope: 1 } });
  });

  it('says so where there is none such: the interval then is that of complete cases', () => {
    expect(calibrationFor(['report'], calibration(1), others)).toEqual({
      calibration: calibration(1),
      ofSuchCases: false,
      auc: null,
    });
  });

  it('is to be measured for each of the fifteen sets of what a case may lack', () => {
    const sets = allLackings();
    expect(new Set(sets.map((set) => set.join())).size).toBe(15);
    expect(sets.every((set) => set.length > 0)).toBe(true);
  });
});
