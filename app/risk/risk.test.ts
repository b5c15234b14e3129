import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { say } from '../words/say.ts';
import {
  adjustPrevalence,
  type Calibration,
  calibrate,
  calibrationSchema,
  riskAtPrevalence,
} from './calibrate.ts';
import { nextStep, stageOf, stageProbabilities } from './stage.ts';

const calibration: Calibration = calibrationSchema.parse({
  slope: 0.8,
  intercept: 0.1,
  prevalence: 0.52,
  interval: { nearest: 150, logits: [-2, 0, 2], low: [0.1, 0.4, 0.7], high: [0.3, 0.6, 0.95] },
});

describe('calibration', () => {
  it('is Platt scaling: logit 1 with slope 0.8 and intercept 0.1 gives 1/(1+e^-0.9)', () => {
    expect(calibrate(1, calibration).probability).toBeCloseTo(0.7109495, 6);
  });

  it('reads the interval between the table’s points and holds its ends beyond them', () => {
    expect(calibrate(1, calibration).interval[0]).toBeCloseTo(0.55, 10);
    expect(calibrate(1, calibration).interval[1]).toBeCloseTo(0.775, 10);
    expect(calibrate(-1.9, calibration).interval[0]).toBeCloseTo(0.115, 10);
    expect(calibrate(9, calibration).interval[0]).toBe(0.7);
  });

  it('never shows a probability outside its interval', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -30, max: 30, noNaN: true }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (x, p) => {
          const { probability, interval } = riskAtPrevalence(x, calibration, p);
          expect(interval[0]).toBeLessThanOrEqual(probability);
          expect(interval[1]).toBeGreaterThanOrEqual(probability);
          expect(interval[0]).toBeGreaterThanOrEqual(0);
          expect(interval[1]).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});

describe('prevalence', () => {
  it('moves odds by Bayes’ rule: 0.8 at 50% becomes 0.5714 at 25%', () => {
    expect(adjustPrevalence(0.8, 0.5, 0.25)).toBeCloseTo(4 / 7, 10);
  });

  it('leaves everything where it is when nothing changes, and comes back', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (p, a, b) => {
          expect(adjustPrevalence(p, a, a)).toBeCloseTo(p, 10);
          expect(adjustPrevalence(adjustPrevalence(p, a, b), b, a)).toBeCloseTo(p, 8);
        },
      ),
    );
    expect([adjustPrevalence(0, 0.5, 0.1), adjustPrevalence(1, 0.5, 0.1)]).toEqual([0, 1]);
  });
});

describe('stages', () => {
  it('are 1 below the cut-off whatever the stage head says', () => {
    expect(stageOf(0.49, 0.5, [0, 0, 9])).toBe(1);
    expect(stageOf(0.5, 0.5, [0, 0, 9])).toBe(3);
    expect(stageOf(0.9, 0.5, [0, 2, 1])).toBe(2);
    expect(stageOf(0.9, 0.5, [3, 2, 1])).toBe(1);
  });

  it('have probabilities that are a softmax: logits 0, ln 2, ln 3 give 1/6, 2/6, 3/6', () => {
    const [a, b, c] = stageProbabilities([0, Math.log(2), Math.log(3)]);
    expect(a).toBeCloseTo(1 / 6, 10);
    expect(b).toBeCloseTo(2 / 6, 10);
    expect(c).toBeCloseTo(3 / 6, 10);
  });

  it('each name a next step in both languages', () => {
    for (const stage of [1, 2, 3] as const) {
      for (const language of ['en', 'zh'] as const)
        expect(say(language, nextStep(stage)).length).toBeGreaterThan(8);
    }
  });
});
