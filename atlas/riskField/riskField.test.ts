import { describe, expect, it } from 'vitest';
import type { Placement } from '../place.types.ts';
import { pointToPlace, template } from '../template/template.ts';
import { builtInField } from './builtIn.ts';
import { COHORT, simulatedCohort } from './cohort.ts';
import { fieldAt, MIN_CASES, riskFieldOf } from './field.ts';
import { casesOfCohort } from './fieldCase.ts';
import { wilsonInterval } from './interval.ts';
import { locationRisk } from './locationRisk.ts';

const t = template();
const field = builtInField();
const fieldOf = (nodules: ReturnType<typeof simulatedCohort>) =>
  riskFieldOf(t, casesOfCohort(nodules), { id: 'test', source: 'builtIn', smoothingMm: 3.5 });
const region = (id: string) => field.regions.find((r) => r.region === id)!;

describe('the simulated cohort', () => {
  const cohort = simulatedCohort(t);
  it('is the same on every run, and has the published share of metastatic nodules and their size', () => {
    expect(simulatedCohort(t)).toEqual(cohort);
    const share = cohort.filter((n) => n.metastatic).length / cohort.length;
    expect(Math.abs(share - COHORT.metastaticShare)).toBeLessThan(0.03);
    const diameters = cohort.map((n) => 2 * n.radiusMm).sort((a, b) => a - b);
    // Supplementary Table S2: median 6.3, quartiles 3.7 and 9.4 mm
    expect(Math.abs(diameters[cohort.length / 2]! - 6.3)).toBeLessThan(0.5);
    expect(Math.abs(diameters[cohort.length / 4]! - 3.7)).toBeLessThan(0.6);
    expect(Math.abs(diameters[(3 * cohort.length) / 4]! - 9.4)).toBeLessThan(1);
  });

  it('is riskier near the capsule, and in upper than in other places by the published odds', () => {
    const share = (of: typeof cohort) => of.filter((n) => n.metastatic).length / of.length;
    const near = share(cohort.filter((n) => n.edgeToCapsuleMm < 1));
    const far = share(cohort.filter((n) => n.edgeToCapsuleMm > 2.5));
    expect(near).toBeGreaterThan(far + 0.2);
    const odds = (p: number) => p / (1 - p);
    const upper = share(cohort.filter((n) => n.region.includes('Upper')));
    const lower = share(cohort.filter((n) => n.region.includes('Lower') || n.region === 'isthmus'));
    // Dou et al. 2020: pooled odds ratio 2.96 (1.93–4.53) for the upper pole
    expect(odds(upper) / odds(lower)).toBeGreaterThan(1.93);
    expect(odds(upper) / odds(lower)).toBeLessThan(4.53);
  });
});

describe('the built-in field', () => {
  it('is high where the paper says: upper middle of the left, upper middle of the right, low at the isthmus', () => {
    const isthmus = region('isthmus').value!;
    for (const high of [
      'leftUpperMedial',
      'leftUpperLateral',
      'leftMiddleMedial',
      'leftMiddleLateral',
      'rightMiddleMedial',
      'rightMiddleLateral',
      'rightUpperMedial',
      'rightUpperLateral',
    ]) {
      expect(region(high).value!).toBeGreaterThan(isthmus + 0.2);
      const lower = high.replace(/Upper|Middle/, 'Lower');
      expect(region(high).value!).toBeGreaterThan(region(lower).value! + 0.05);
    }
    expect(region('leftMiddleMedial').value!).toBeGreaterThan(region('rightMiddleMedial').value!);
  });

  it('states the cases behind every region, and they add up', () => {
    expect(field.regions.reduce((sum, r) => sum + r.cases, 0)).toBe(field.cases);
    for (const r of field.regions) {
      expect(r.cases).toBeGreaterThanOrEqual(MIN_CASES);
      expect(r.interval[0]).toBeLessThan(r.value!);
      expect(r.interval[1]).toBeGreaterThan(r.value!);
    }
  });

  it('covers the gland, and says nothing where too few cases lie near', () => {
    let wrong = 0;
    for (let i = 0; i < t.mesh.positions.length; i += 3) {
      const point = [t.mesh.positions[i]!, t.mesh.positions[i + 1]!, t.mesh.positions[i + 2]!] as const;
      const reading = fieldAt(field, point);
      if (!reading || reading.value < 0 || reading.value > 1 || reading.behind < MIN_CASES) wrong++;
    }
    expect(wrong).toBe(0);
    const few = fieldOf(simulatedCohort(t).slice(0, 5));
    expect(fieldAt(few, [16, 0, -3])).toBeNull();
    expect(few.regions.every((r) => r.value === null && r.interval[0] === 0 && r.interval[1] === 1)).toBe(
      true,
    );
  });

  it('of cases that are all metastatic is 1 everywhere', () => {
    const all = simulatedCohort(t).map((n) => ({ ...n, metastatic: true }));
    const values = fieldOf(all).values.filter((v) => !Number.isNaN(v));
    expect(Math.min(...values)).toBeCloseTo(1, 6);
  });
});

describe('a nodule’s location risk', () => {
  const at = (point: readonly [number, number, number], mm = 6): Placement => {
    const place = pointToPlace(point, t.box);
    const zero = { rightToLeft: 0, inferiorToSuperior: 0, anteriorToPosterior: 0 };
    return {
      place,
      band: [place],
      uncertaintyMm: zero,
      extentMm: { rightToLeft: mm, inferiorToSuperior: mm, anteriorToPosterior: mm },
      side: 'left',
      pole: 'middle',
      views: { transverse: null, longitudinal: null },
    };
  };
  it('is that of its place: high in the upper middle of the left lobe, low in the isthmus', () => {
    const high = locationRisk(at([19, 4, -3]));
    const low = locationRisk(at([0, -8, 11.5]));
    expect(high.value).toBeGreaterThan(low.value + 0.3);
    for (const r of [high, low]) {
      expect(r.interval[0]).toBeLessThan(r.value);
      expect(r.interval[1]).toBeGreaterThan(r.value);
      expect(r.uncertaintyMm).toBe(0);
    }
  });

  it('of a place along which the height is unknown holds every place of the band', () => {
    const known = at([17, 0, -3]);
    const heights = [-18, -9, 0, 9, 18];
    const band = heights.map((y) => pointToPlace([16 + 0.23 * y, y, -3], t.box));
    const unknown = locationRisk({
      ...known,
      band,
      uncertaintyMm: { rightToLeft: 0, inferiorToSuperior: 25, anteriorToPosterior: 0 },
    });
    for (const place of band) {
      const one = locationRisk({ ...known, place, band: [place] });
      expect(unknown.interval[0]).toBeLessThanOrEqual(one.interval[0] + 1e-9);
      expect(unknown.interval[1]).toBeGreaterThanOrEqual(one.interval[1] - 1e-9);
    }
    expect(unknown.uncertaintyMm).toBe(25);
  });

  it('without any reading claims nothing', () => {
    const nowhere = locationRisk(at([60, 60, 60]), fieldOf([]), t);
    expect(nowhere.interval).toEqual([0, 1]);
  });
});

it('Wilson’s interval equals the published worked values', () => {
  // Newcombe, Stat Med 1998;17:857, table I: 81/263 and 15/148, method 3
  const [a, b] = wilsonInterval(81 / 263, 263);
  expect(a).toBeCloseTo(0.2553, 4);
  expect(b).toBeCloseTo(0.3662, 4);
  const [c, d] = wilsonInterval(15 / 148, 148);
  expect(c).toBeCloseTo(0.0624, 4);
  expect(d).toBeCloseTo(0.1605, 4);
  expect(wilsonInterval(0.5, 0)).toEqual([0, 1]);
});
