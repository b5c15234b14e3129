import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PackCalibration } from '../pack/manifest.ts';
import { binaryAnswer, binaryProbability, classAnswer, classProbabilities } from './answers.ts';

const both = (en: string) => ({ en, zh: en });
const two = {
  name: 'p',
  positive: 'malignant',
  classes: [
    { name: 'benign', label: both('benign') },
    { name: 'malignant', label: both('malignant') },
  ],
};
const three = {
  name: 'p',
  classes: ['iv', 'v', 'vi'].map((name) => ({ name, label: both(name) })),
};
const calibration = (method: PackCalibration['method'], parameters: PackCalibration['parameters']) => ({
  calibration: { method, on: 'held-out cases', parameters },
});

describe('a two-class answer', () => {
  it('is the sigmoid of the logit when nothing is calibrated, without an interval', () => {
    const answer = binaryAnswer(two, Math.log(3));
    expect(answer.probability).toBeCloseTo(0.75, 12);
    expect(answer.classes.map((one) => one.probability)).toEqual([
      expect.closeTo(0.25, 12),
      expect.closeTo(0.75, 12),
    ]);
    expect(answer.interval).toBeNull();
  });

  it('follows Platt scaling with its table of intervals', () => {
    const platt = calibration('platt', {
      slope: 0.5,
      intercept: 1,
      prevalence: 0.7,
      interval: { nearest: 50, logits: [-2, 2], low: [0.2, 0.6], high: [0.6, 0.95] },
    });
    const { probability, interval } = binaryAnswer({ ...two, ...platt }, 2);
    expect(probability).toBeCloseTo(1 / (1 + Math.exp(-2)), 12);
    expect(interval).toEqual([0.6, 0.95]);
  });

  it('follows a temperature, and the straight lines of an isotonic fit', () => {
    const warm = binaryProbability({ name: 'p', ...calibration('temperature', { temperature: 2 }) }, 2);
    expect(warm.probability).toBeCloseTo(1 / (1 + Math.exp(-1)), 12);
    const steps = {
      name: 'p',
      ...calibration('isotonic', { logits: [0, 1, 3], probabilities: [0.1, 0.5, 0.9] }),
    };
    for (const [logit, expected] of [
      [-5, 0.1],
      [0.5, 0.3],
      [2, 0.7],
      [9, 0.9],
    ] as const)
      expect(binaryProbability(steps, logit).probability).toBeCloseTo(expected, 12);
  });

  it('is refused when the calibration does not fit its method', () => {
    for (const odd of [
      calibration('platt', { slope: 1 }),
      calibration('temperature', { temperature: 0 }),
      calibration('isotonic', { logits: [1, 0], probabilities: [0, 1] }),
      calibration('isotonic', { logits: [0, 1], probabilities: [1, 0] }),
    ])
      expect(() => binaryAnswer({ ...two, ...odd }, 0)).toThrow('pack.notCalibrated');
    expect(() => binaryAnswer({ ...three, positive: 'vi' }, 0)).toThrow('pack.wrongClasses');
  });
});

describe('an answer of several classes', () => {
  it('is the softmax of logits ÷ temperature, for any logits', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 3, maxLength: 3 }),
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        (logits, temperature) => {
          const shares = classProbabilities(
            { ...three, ...calibration('temperature', { temperature }) },
            logits,
          );
          expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
          // Ratio of two shares by definition, where neither vanishes.
          if (shares[0]! > 1e-9 && shares[1]! > 1e-9)
            expect(Math.log(shares[0]! / shares[1]!)).toBeCloseTo((logits[0]! - logits[1]!) / temperature, 4);
        },
      ),
      { seed: 3 },
    );
  });

  it('names the likeliest class, or the one that is asked about', () => {
    expect(classAnswer(three, [0.2, 0.7, 0.1])).toMatchObject({ positive: null, probability: 0.7 });
    expect(classAnswer({ ...three, positive: 'vi' }, [0.2, 0.7, 0.1])).toMatchObject({ probability: 0.1 });
    expect(() => classAnswer(three, [0.5, 0.5])).toThrow('pack.wrongClasses');
  });
});
