import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeRandom } from '../../app/phantom/random.ts';
import { regionAt, regionId } from '../template/regions.ts';
import { type Point3, template } from '../template/template.ts';
import { chooseSmoothing, FOLDS, foldOf } from './chooseSmoothing.ts';
import { simulatedCohort } from './cohort.ts';
import { distanceCurve } from './distanceCurve.ts';
import { fieldAt, paperMap, riskFieldOf } from './field.ts';
import { casesOfCohort, type FieldCase, regionOfBand } from './fieldCase.ts';
import { STEP_MM, spread } from './grid.ts';
import { wilsonInterval } from './interval.ts';
import { bootstrapInterval } from './regionRisks.ts';

const t = template();
const cohort = casesOfCohort(simulatedCohort(t)).slice(0, 600);
const fieldOf = (cases: readonly FieldCase[], smoothingMm = 5) =>
  riskFieldOf(t, cases, { id: 'test', source: 'clinic', smoothingMm });

/** The same cases in the order that a seed gives. */
function shuffled(cases: readonly FieldCase[], seed: number): FieldCase[] {
  const random = makeRandom(seed);
  return cases
    .map((one) => ({ one, key: random.between(0, 1) }))
    .sort((a, b) => a.key - b.key)
    .map(({ one }) => one);
}

describe('a risk field', () => {
  it('does not depend on the order of its cases, to the last bit', () => {
    const few = cohort.slice(0, 120);
    const whole = riskFieldOf(t, few, { id: 'test', source: 'clinic' });
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        expect(riskFieldOf(t, shuffled(few, seed), { id: 'test', source: 'clinic' })).toEqual(whole);
      }),
      { numRuns: 3 },
    );
  });

  it('of a doubled cohort has the same values and narrower intervals', () => {
    const once = fieldOf(cohort);
    const twice = fieldOf([...cohort, ...cohort.map((one) => ({ ...one, id: `${one.id} again` }))]);
    let compared = 0;
    once.values.forEach((value, i) => {
      if (Number.isNaN(value)) return;
      compared++;
      expect(twice.values[i]).toBeCloseTo(value, 5);
      expect(twice.behind[i]).toBeCloseTo(2 * once.behind[i]!, 2);
    });
    expect(compared).toBeGreaterThan(1000);
    for (const [i, region] of once.regions.entries()) {
      const doubled = twice.regions[i]!;
      expect(doubled.cases).toBe(2 * region.cases);
      if (region.value === null) continue;
      expect(doubled.value).toBeCloseTo(region.value, 12);
      expect(doubled.interval[1] - doubled.interval[0]).toBeLessThan(region.interval[1] - region.interval[0]);
    }
    for (const [i, point] of once.curve.entries())
      if (point.value !== null) expect(twice.curve[i]!.value).toBeCloseTo(point.value, 9);
  });

  it('is high where every case was metastatic, and low where none was', () => {
    const cases = cohort.map((one) => ({ ...one, metastatic: one.points[0]![0] > 0 }));
    const field = fieldOf(cases, 2.5);
    const at = (point: Point3) => fieldAt(field, point)!.value;
    expect(at([18, 0, -3])).toBeGreaterThan(0.95);
    expect(at([-18, 0, -3])).toBeLessThan(0.05);
    const upper = field.regions.find((r) => r.region === 'leftMiddleMedial')!;
    expect(upper.value).toBe(1);
    // all alike is still not certain
    expect(upper.interval[0]).toBeGreaterThan(0.8);
    expect(upper.interval[0]).toBeLessThan(1);
    const paper = paperMap(field);
    expect(Math.min(...paper.filter((v) => !Number.isNaN(v)))).toBe(0);
    expect(Math.max(...paper.filter((v) => !Number.isNaN(v)))).toBe(1);
  });

  it('says nothing where cases only lie at the far end of its kernel', () => {
    const far = cohort
      .filter((one) => one.points[0]![0] > 20)
      .map((one) => ({ ...one, points: [[22, one.points[0]![1], one.points[0]![2]] as Point3] }));
    expect(fieldAt(fieldOf(far, 2.5), [-20, 0, -3])).toBeNull();
    expect(fieldAt(fieldOf(far, 2.5), [22, 0, -3])).not.toBeNull();
  });

  it('counts a case whose height is unknown once, spread along its band, and in no region it may not be in', () => {
    const [one] = cohort;
    const band: FieldCase[] = Array.from({ length: 40 }, (_, i) => ({
      ...one!,
      id: `band ${i}`,
      points: [-15, -5, 5, 15].map((y): Point3 => [17, y, -3]),
      region: null,
    }));
    const field = fieldOf(band);
    expect(field.withoutRegion).toBe(40);
    expect(field.regions.every((region) => region.cases === 0 && region.value === null)).toBe(true);
    expect(Math.max(...field.behind)).toBeLessThanOrEqual(40.001);
    expect(regionOfBand(t, band[0]!.points)).toBeNull();
    const known: Point3 = [17, 0, -3];
    expect(regionOfBand(t, [known])).toBe(regionId(regionAt(t, known)));
  });

  it('pooled with a simulated cohort counts only the own cases, and leans to them as they grow', () => {
    const simulated = casesOfCohort(simulatedCohort(t).slice(0, 500), 50);
    const own = cohort.slice(0, 100).map((one) => ({ ...one, metastatic: true }));
    const options = { id: 'test', source: 'clinicAndBuiltIn', smoothingMm: 5, pooled: simulated } as const;
    const few = riskFieldOf(t, own.slice(0, 20), options);
    const more = riskFieldOf(t, own, options);
    expect([few.cases, more.cases]).toEqual([20, 100]);
    const at = (field: typeof few) => fieldAt(field, [-16, 0, -3])!.value;
    expect(at(more)).toBeGreaterThan(at(few));
    expect(riskFieldOf(t, [], options).cases).toBe(0);
  });
});

describe('the choice of smoothing', () => {
  it('takes the width with the least loss on held-out cases, and sees when the place says nothing', () => {
    const choice = chooseSmoothing(cohort);
    const least = Math.min(...choice.trials.map((trial) => trial.logLoss));
    expect(choice.trials.find((trial) => trial.smoothingMm === choice.chosenMm)!.logLoss).toBe(least);
    expect(choice.gain).toBeGreaterThan(2 * choice.gainError);
    const random = makeRandom(3);
    const byChance = chooseSmoothing(
      cohort.map((one) => ({ ...one, metastatic: random.between(0, 1) < 0.5 })),
    );
    expect(byChance.gain).toBeLessThan(2 * byChance.gainError);
  });

  it('puts the same case into the same fold whatever else is there, and fills the folds evenly', () => {
    const counts = Array.from({ length: FOLDS }, () => 0);
    for (let i = 0; i < 2000; i++) counts[foldOf(`case ${i}`)]!++;
    expect(Math.min(...counts)).toBeGreaterThan(320);
  });
});

describe('the intervals', () => {
  it('of a region come from redrawing its cases: near Wilson’s, never of no width', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 8, max: 200 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, share) => {
          const metastatic = Math.round(share * n);
          const [low, high] = bootstrapInterval(metastatic, n - metastatic);
          const [from, to] = wilsonInterval(metastatic / n, n);
          expect(Math.abs(low - from)).toBeLessThan(0.09);
          expect(Math.abs(high - to)).toBeLessThan(0.09);
          expect(high - low).toBeGreaterThan(0);
          expect(low).toBeLessThanOrEqual(metastatic / n + 1e-9 + (metastatic === 0 ? 0.01 : 0));
          expect(high).toBeGreaterThanOrEqual(metastatic / n - 0.01);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('of the kernel’s share, by the effective number of cases, is as wide as redrawing the cases makes it', () => {
    const field = fieldOf(cohort);
    const point = field.origin.map((o, a) => o + STEP_MM * [21, 15, 7][a]!) as unknown as Point3;
    const reading = fieldAt(field, point)!;
    // worked out again from the kernel, without the grid
    const weights = cohort.map((one) =>
      spread(one.radiiMm, 5).reduce((w, deviation, a) => {
        const off = (one.points[0]![a]! - point[a]!) / deviation;
        return Math.abs(off) > 3 ? 0 : w * Math.exp(-0.5 * off * off);
      }, 1),
    );
    const shareOf = (picked: readonly number[]) => {
      const all = picked.reduce((sum, i) => sum + weights[i]!, 0);
      return picked.reduce((sum, i) => sum + (cohort[i]!.metastatic ? weights[i]! : 0), 0) / all;
    };
    expect(reading.value).toBeCloseTo(shareOf(cohort.map((_, i) => i)), 4);
    const [low, high] = wilsonInterval(reading.value, reading.behind);
    const random = makeRandom(9);
    const drawn = Array.from({ length: 1000 }, () =>
      shareOf(cohort.map(() => Math.floor(random.between(0, cohort.length - 1e-9)))),
    ).sort((a, b) => a - b);
    const width = drawn[974]! - drawn[24]!;
    expect(high - low).toBeGreaterThan(0.7 * width);
    expect(high - low).toBeLessThan(1.5 * width);
  });
});

it('the curve by distance falls as the simulated cohort’s does, and stops where cases do', () => {
  const curve = distanceCurve(cohort);
  const at = (mm: number) => curve.find((point) => point.distanceMm === mm)!;
  expect(at(0).value!).toBeGreaterThan(at(3).value! + 0.15);
  expect(
    distanceCurve(cohort.map((one) => ({ ...one, distanceMm: null }))).every((p) => p.value === null),
  ).toBe(true);
  expect(distanceCurve(cohort.map((one) => ({ ...one, distanceMm: 1 }))).at(-1)!.value).toBeNull();
});
