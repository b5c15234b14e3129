import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../morphology/random.ts';
import { auc } from '../statistics/auc.ts';
import { fitLogistic } from '../statistics/logistic.ts';
import { wilson } from '../statistics/wilson.ts';
import { say } from '../words/say.ts';
import {
  adjustPrevalence,
  type Calibration,
  calibrate,
  calibrationSchema,
  riskAtPrevalence,
  sigmoid,
} from './calibrate.ts';
import { fitCalibration } from './fitCalibration.ts';
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
    // Never "low" at or above the cut-off, even where the stage head leans to it.
    expect(stageOf(0.9, 0.5, [3, 2, 1])).toBe(2);
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

describe('fitting', () => {
  it('finds the coefficients of a logistic model: 2 × 2 table 10/40 against 30/20 has log-odds ratio ln 6', () => {
    const rows = [...Array.from({ length: 50 }, () => [0]), ...Array.from({ length: 50 }, () => [1])];
    const outcomes = rows.map((row, i) => (row[0] === 0 ? (i < 10 ? 1 : 0) : i < 80 ? 1 : 0));
    const { coefficients, standardErrors } = fitLogistic(rows, outcomes);
    expect(coefficients[0]).toBeCloseTo(Math.log(10 / 40), 8);
    expect(coefficients[1]).toBeCloseTo(Math.log(6), 8);
    expect(standardErrors[1]).toBeCloseTo(Math.sqrt(1 / 10 + 1 / 40 + 1 / 30 + 1 / 20), 6);
  });

  it('counts pairs for the area under the curve, ties half: 1,2,3,4 with 0,1,0,1 gives 3/4', () => {
    expect(auc([1, 2, 3, 4], [0, 1, 0, 1])).toBe(0.75);
    expect(auc([1, 1, 1, 1], [0, 1, 0, 1])).toBe(0.5);
  });

  it('gives Wilson’s interval: 8 of 10 is 0.490 to 0.943', () => {
    const [low, high] = wilson(8, 10);
    expect(low).toBeCloseTo(0.4902, 3);
    expect(high).toBeCloseTo(0.9433, 3);
  });

  it('calibrates what is overconfident by half back to a slope of 0.5, with a table that rises', () => {
    const random = seededRandom(11);
    const logits = Array.from({ length: 4000 }, () => 8 * random() - 4);
    const outcomes = logits.map((logit) => (random() < sigmoid(logit / 2) ? 1 : 0));
    const fitted = calibrationSchema.parse(fitCalibration(logits, outcomes));
    expect(fitted.slope).toBeCloseTo(0.5, 1);
    expect(fitted.interval.low.at(-1)).toBeGreaterThan(fitted.interval.high[0]!);
    const inside = [-3, -1, 0, 1, 3].filter((logit) => {
      const { interval } = calibrate(logit, fitted);
      return interval[0] <= sigmoid(logit / 2) && sigmoid(logit / 2) <= interval[1];
    });
    expect(inside.length).toBeGreaterThanOrEqual(4);
  });
});
