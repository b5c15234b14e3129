import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../morphology/random.ts';
import { confusionAt, measuresOf } from './atCutoff.ts';
import { auc, expectedAuc } from './auc.ts';
import { bootstrapInterval, bootstrapIntervals, groupsOf } from './bootstrap.ts';
import { brier, calibrationOf, reliability } from './calibration.ts';
import { clinicalImpact, decisionCurve, percentSteps } from './decisionCurve.ts';
import { compareDelong, delongAuc } from './delong.ts';
import { ksTest } from './kolmogorovSmirnov.ts';
import { fitLogistic } from './logistic.ts';
import { normalBelow, twoSided } from './normal.ts';
import { dice, iou } from './overlap.ts';
import { rocCurve } from './roc.ts';
import { classMeasures, confusionMatrix } from './severalClasses.ts';
import { mean } from './summary.ts';

/** Twelve cases with ties; the reference values beside them were computed with numpy 1.24 and scipy 1.10. */
const first = [0.1, 0.4, 0.35, 0.8, 0.65, 0.9, 0.5, 0.5, 0.2, 0.7, 0.3, 0.95];
const second = [0.2, 0.3, 0.6, 0.6, 0.4, 0.8, 0.35, 0.45, 0.1, 0.5, 0.7, 0.65];
const outcomes = [0, 0, 1, 1, 0, 1, 1, 0, 0, 1, 0, 1];

const cases = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }), fc.boolean()), {
    minLength: 8,
    maxLength: 40,
  })
  .filter((rows) => rows.filter((r) => r[2]).length > 1 && rows.filter((r) => !r[2]).length > 1);

/** The definition itself: every pair of a positive and a negative, ties half. */
const placed = (scores: readonly number[], labels: readonly number[]) => {
  const positives = scores.filter((_, i) => labels[i]);
  const negatives = scores.filter((_, i) => !labels[i]);
  const wins = (p: number, n: number) => (p > n ? 1 : p === n ? 0.5 : 0);
  return {
    positives: positives.map((p) => mean(negatives.map((n) => wins(p, n)))),
    negatives: negatives.map((n) => mean(positives.map((p) => wins(p, n)))),
  };
};
const variance = (values: readonly number[]) =>
  values.reduce((sum, v) => sum + (v - mean(values)) ** 2, 0) / (values.length - 1);

describe('normal distribution', () => {
  it('agrees with scipy, far tails included', () => {
    expect(normalBelow(-6) / 9.865876450376946e-10).toBeCloseTo(1, 10);
    expect(normalBelow(-1)).toBeCloseTo(0.15865525393145707, 12);
    expect(normalBelow(0.3)).toBeCloseTo(0.6179114221889526, 12);
    expect(twoSided(2)).toBeCloseTo(0.04550026389635839, 12);
    expect(twoSided(9) / 2.2571768119076647e-19).toBeCloseTo(1, 9);
  });
});

describe('area under the curve', () => {
  it('has DeLong’s variance and comparison as numpy computes them from all pairs', () => {
    const { first: a, second: b, ...both } = compareDelong(first, second, outcomes);
    expect(a.auc).toBeCloseTo(0.875, 12);
    expect(b.auc).toBeCloseTo(0.8055555555555555, 12);
    expect(a.variance).toBeCloseTo(0.010879629629629631, 12);
    expect(b.variance).toBeCloseTo(0.021913580246913582, 12);
    expect(both.difference).toBeCloseTo(0.06944444444444453, 12);
    expect(both.standardError).toBeCloseTo(0.178514100145107, 12);
    expect(both.z).toBeCloseTo(0.38901377755592365, 10);
    expect(both.p).toBeCloseTo(0.6972659545561912, 10);
  });

  it('over all labels that known probabilities may throw is the pairwise expectation, and the plain one for 0 and 1', () => {
    const scored = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 6 }), fc.double({ min: 0.01, max: 0.99, noNaN: true })),
      { minLength: 2, maxLength: 25 },
    );
    fc.assert(
      fc.property(scored, (rows) => {
        let [right, pairs] = [0, 0];
        for (const [i, [a, p]] of rows.entries())
          for (const [j, [b, q]] of rows.entries()) {
            if (i === j) continue;
            pairs += p * (1 - q);
            right += p * (1 - q) * (a > b ? 1 : a === b ? 0.5 : 0);
          }
        const found = expectedAuc(
          rows.map((r) => r[0]),
          rows.map((r) => r[1]),
        );
        expect(found).toBeCloseTo(right / pairs, 10);
      }),
    );
    expect(expectedAuc(first, outcomes)).toBeCloseTo(auc(first, outcomes), 12);
  });

  it('agrees with the pairwise definition on any scores with ties', () => {
    fc.assert(
      fc.property(cases, (rows) => {
        const scores = rows.map((r) => r[0]);
        const labels = rows.map((r) => (r[2] ? 1 : 0));
        const { positives, negatives } = placed(scores, labels);
        const found = delongAuc(scores, labels);
        expect(found.auc).toBeCloseTo(mean(positives), 10);
        expect(found.auc).toBeCloseTo(auc(scores, labels), 10);
        expect(found.variance).toBeCloseTo(
          variance(positives) / positives.length + variance(negatives) / negatives.length,
          10,
        );
      }),
    );
  });

  it('has the opposite difference and the same p when the two models change places', () => {
    fc.assert(
      fc.property(cases, (rows) => {
        const [a, b] = [rows.map((r) => r[0]), rows.map((r) => r[1])];
        const labels = rows.map((r) => (r[2] ? 1 : 0));
        const [there, back] = [compareDelong(a, b, labels), compareDelong(b, a, labels)];
        expect(there.difference).toBeCloseTo(-back.difference, 10);
        expect(there.p).toBeCloseTo(back.p, 8);
        expect(compareDelong(a, a, labels).p).toBe(1);
      }),
    );
  });

  it('is the area of its own ROC curve', () => {
    const points = rocCurve(first, outcomes);
    const area = points
      .slice(1)
      .reduce(
        (sum, p, i) =>
          sum +
          ((p.sensitivity + points[i]!.sensitivity) / 2) *
            (p.falsePositiveRate - points[i]!.falsePositiveRate),
        0,
      );
    expect(area).toBeCloseTo(0.875, 12);
    expect(points.at(-1)).toEqual({ falsePositiveRate: 1, sensitivity: 1 });
  });
});

describe('measures at a cutoff', () => {
  it('are those of the four counts, the cutoff itself being positive', () => {
    // At 0.5: 0.8, 0.9, 0.5, 0.7, 0.95 true and 0.65, 0.5 false positive; 0.35 missed.
    const found = confusionAt(first, outcomes, 0.5);
    expect(found).toEqual({ truePositives: 5, falsePositives: 2, trueNegatives: 4, falseNegatives: 1 });
    const { sensitivity, specificity, accuracy, ppv, npv, f1 } = measuresOf(found);
    expect([sensitivity, specificity, accuracy, ppv, npv, f1].map((v) => v.toFixed(4))).toEqual(
      [5 / 6, 4 / 6, 9 / 12, 5 / 7, 4 / 5, 10 / 13].map((v) => v.toFixed(4)),
    );
  });

  it('do not exist where nobody was called positive', () => {
    expect(measuresOf(confusionAt(first, outcomes, 2)).ppv).toBeNaN();
  });
});

describe('calibration', () => {
  it('has slope, intercept and shift as scipy’s optimiser finds them', () => {
    const found = calibrationOf(first, outcomes);
    expect(found.slope).toBeCloseTo(1.60774014, 6);
    expect(found.intercept).toBeCloseTo(-0.19926829, 6);
    expect(found.inTheLarge).toBeCloseTo(-0.1620443471589235, 6);
    expect(found.brier).toBeCloseTo(0.14895833333333336, 12);
  });

  it('finds slope 0.5 where log-odds were doubled, and slope 1 where they were not', () => {
    const random = seededRandom(5);
    const logOdds = Array.from({ length: 6000 }, () => 6 * random() - 3);
    const drawn = logOdds.map((l) => (random() < 1 / (1 + Math.exp(-l)) ? 1 : 0));
    const risk = (factor: number) => logOdds.map((l) => 1 / (1 + Math.exp(-factor * l)));
    expect(calibrationOf(risk(2), drawn).slope).toBeCloseTo(0.5, 1);
    expect(calibrationOf(risk(1), drawn).slope).toBeCloseTo(1, 1);
  });

  it('groups by prediction: every case once, shares within Wilson’s interval', () => {
    const bins = reliability(first, outcomes, 4);
    expect(bins.map((b) => b.count)).toEqual([3, 3, 3, 3]);
    expect(bins[0]!.predicted).toBeCloseTo(0.2, 12);
    expect(bins[3]!.observed).toBe(1);
    for (const b of bins) expect(b.interval[0] <= b.observed && b.observed <= b.interval[1]).toBe(true);
  });

  it('has a Brier score of 0.25 for a coin', () => {
    expect(brier([0.5, 0.5], [0, 1])).toBe(0.25);
  });
});

describe('penalised logistic regression', () => {
  it('agrees with scipy’s minimum of the penalised likelihood', () => {
    const rows = [
      [0, 1],
      [1, 2],
      [2, 0],
      [3, 1],
      [4, 3],
      [5, 2],
      [6, 5],
      [7, 1],
    ];
    const { coefficients } = fitLogistic(rows, [0, 0, 1, 0, 1, 0, 1, 1], [0.5, 2]);
    expect(coefficients[0]).toBeCloseTo(-1.9241786, 5);
    expect(coefficients[1]).toBeCloseTo(0.53879281, 6);
    expect(coefficients[2]).toBeCloseTo(0.02038137, 6);
  });
});

describe('Kolmogorov-Smirnov test', () => {
  it('has scipy’s distance, ties stepped over together', () => {
    expect(ksTest([1, 2, 3, 4, 4, 5, 7.5], [2, 4, 5, 6, 7, 8, 8, 9]).distance).toBeCloseTo(0.48214285714, 10);
  });

  it('has distance 1 and a small p for separate samples, distance 0 and p 1 for equal ones', () => {
    const low = Array.from({ length: 50 }, (_, i) => i);
    const high = low.map((v) => v + 100);
    expect(ksTest(low, high).distance).toBe(1);
    expect(ksTest(low, high).p).toBeLessThan(1e-15);
    expect(ksTest(low, low)).toEqual({ distance: 0, p: 1 });
  });
});

describe('decision curve', () => {
  it('is net benefit by hand: at 0.5, 5 true less 2 false positives in 12 patients', () => {
    const [at0, at50] = decisionCurve(first, outcomes, [0, 0.5]);
    expect(at50!.model).toBeCloseTo((5 - 2) / 12, 12);
    expect(at50!.all).toBeCloseTo(0, 12);
    expect(at0!.model).toBeCloseTo(0.5, 12);
    expect(at0!.all).toBeCloseTo(0.5, 12);
  });

  it('has impact columns by hand, and steps of one percent', () => {
    expect(clinicalImpact(first, outcomes, [0.5])[0]).toEqual({
      cutoff: 0.5,
      actedOn: 7 / 12,
      withoutDisease: 2 / 7,
    });
    expect(percentSteps(0.9)).toHaveLength(91);
    expect(percentSteps(0.9)[29]).toBe(0.29);
  });
});

describe('overlap', () => {
  const mask = (...data: number[]) => ({ width: data.length, height: 1, data: Uint8Array.from(data) });
  it('counts pixels: 2 shared of 3 and 4 give Dice 4/7 and IoU 2/5', () => {
    expect(dice(mask(1, 1, 1, 0, 0), mask(0, 1, 1, 1, 1))).toBeCloseTo(4 / 7, 12);
    expect(iou(mask(1, 1, 1, 0, 0), mask(0, 1, 1, 1, 1))).toBeCloseTo(2 / 5, 12);
    expect([dice(mask(0, 0), mask(0, 0)), iou(mask(0, 0), mask(0, 0))]).toEqual([1, 1]);
  });

  it('Dice is 2·IoU / (1 + IoU) for any masks', () => {
    const bits = fc.array(fc.constantFrom(0, 1), { minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(bits, bits, (a, b) => {
        const overlap = iou(mask(...a), mask(...b));
        expect(dice(mask(...a), mask(...b))).toBeCloseTo((2 * overlap) / (1 + overlap), 12);
      }),
    );
  });
});

describe('several classes', () => {
  const answers = [
    { truth: 0, probabilities: [0.7, 0.2, 0.1] },
    { truth: 0, probabilities: [0.3, 0.6, 0.1] },
    { truth: 1, probabilities: [0.1, 0.8, 0.1] },
    { truth: 2, probabilities: [0.2, 0.2, 0.6] },
  ];
  it('have F1 by hand: 2/3, 2/3 and 1', () => {
    const found = classMeasures(answers, 3);
    expect(found.f1.map((v) => v.toFixed(6))).toEqual(['0.666667', '0.666667', '1.000000']);
    expect(found.macroF1).toBeCloseTo(7 / 9, 12);
    expect(found.accuracy).toBe(0.75);
    expect(confusionMatrix(answers, 3)).toEqual([
      [1, 1, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
  });
});

describe('bootstrap', () => {
  it('keeps the cases of one patient together', () => {
    expect(groupsOf(['a', 'b', 'a', null, null])).toEqual([[0, 2], [1], [3], [4]]);
    // One patient of twenty equal cases: every resample is the same, so the interval is a point.
    const one = groupsOf(new Array(20).fill('a'));
    expect(bootstrapInterval(one, (c) => c.length)).toEqual([20, 20]);
  });

  it('gives nearly the normal interval for a mean, and the same numbers every time', () => {
    const random = seededRandom(3);
    const values = Array.from({ length: 400 }, () => random());
    const statistic = (c: readonly number[]) => ({ mean: mean(c.map((i) => values[i]!)) });
    const groups = groupsOf(values.map(() => null));
    const found = bootstrapIntervals(groups, statistic).mean;
    const reach = 1.96 * Math.sqrt(variance(values) / 400);
    expect(found[0]).toBeCloseTo(mean(values) - reach, 2);
    expect(found[1]).toBeCloseTo(mean(values) + reach, 2);
    expect(bootstrapIntervals(groups, statistic).mean).toEqual(found);
  });

  it('leaves out resamples in which a statistic does not exist', () => {
    const [low, high] = bootstrapInterval(groupsOf([null, null, null, null]), (c) =>
      auc(
        c,
        c.map((i) => (i === 3 ? 1 : 0)),
      ),
    );
    expect(Number.isFinite(low) && Number.isFinite(high)).toBe(true);
  });
});
