import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FEATURE_NAMES } from '../case/assessment.ts';
import { type FusionTensors, MAP_SIDE } from '../fusion/fusionInputs.ts';
import { GLAND_TISSUE, OUTSIDE_GLAND } from '../location/locationMap.ts';
import { sigmoid } from '../risk/calibrate.ts';
import { integrate } from './contributions.ts';
import { areaUnder, keptAlong, mostImportantFirst } from './curves.ts';
import { type Faithfulness, provenMethods, reachesAim } from './faithfulness.ts';
import { START_NEUTRAL as NEUTRAL, neutralMaps, withoutFeatures } from './neutral.ts';
import { featureEffects, givenFeatures, occlusionFeatures, occlusionsOf, oneByOne } from './occlusion.ts';

const AREA = MAP_SIDE * MAP_SIDE;

function inputs(views: number): FusionTensors {
  const tensor = (count: number, dims: number[], value: number) => ({
    type: 'float32' as const,
    data: new Float32Array(count).fill(value),
    dims,
  });
  const map = (value: number) => tensor(views * AREA, [views, 1, MAP_SIDE, MAP_SIDE], value);
  return {
    location: map(0.7),
    texture: map(0.6),
    margin: map(0.5),
    report: tensor(50 * 384, [1, 50, 384], 0.1),
    reportMask: tensor(50, [1, 50], 1),
    demographics: { type: 'float32', data: Float32Array.of(1, 1, -0.4, 1), dims: [1, 4] },
    morphology: {
      type: 'float32',
      data: Float32Array.from({ length: views * 5 }, (_, i) => [0.2, 2, 1.5, 0.9, 1][i % 5]!),
      dims: [views, 5],
    },
    gland: {
      type: 'float32',
      data: Float32Array.from({ length: views * 3 }, (_, i) => [1.2, 1, -1][i % 3]!),
      dims: [views, 3],
    },
  };
}

/** A game over the eight features, read off which of them are as they are in the inputs. */
function gameOf(value: (present: readonly boolean[]) => number, whole: FusionTensors) {
  return async (asked: FusionTensors) =>
    value(
      FEATURE_NAMES.map((name) => {
        const same = (key: keyof FusionTensors, at: number) => asked[key].data[at] === whole[key].data[at];
        if (name === 'location') return same('location', 0);
        if (name === 'internalMorphology') return same('texture', 0);
        if (name === 'margin') return same('margin', 0);
        if (name === 'report') return same('reportMask', 0);
        if (name === 'sex') return same('demographics', 1);
        if (name === 'age') return same('demographics', 3);
        return name === 'echogenicity' ? same('morphology', 0) : same('morphology', 1);
      }),
    );
}

const full = inputs(1);

test('effects are the Shapley values where features interact in pairs: own term plus half of each pair’s', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 8, maxLength: 8 }),
      fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 28, maxLength: 28 }),
      async (own, pairs) => {
        const game = (present: readonly boolean[]) => {
          let [sum, k] = [0.3, 0];
          for (let i = 0; i < 8; i++) {
            if (present[i]) sum += own[i]!;
            for (let j = i + 1; j < 8; j++, k++) if (present[i] && present[j]) sum += pairs[k]!;
          }
          return sum;
        };
        const ask = gameOf(game, full);
        const found = featureEffects(await occlusionsOf(full, await ask(full), NEUTRAL, oneByOne(ask)));
        const expected = own.map((term, i) => {
          let [sum, k] = [term, 0];
          for (let a = 0; a < 8; a++)
            for (let b = a + 1; b < 8; b++, k++) if (a === i || b === i) sum += pairs[k]! / 2;
          return sum;
        });
        found.forEach((effect, i) => {
          expect(effect).toBeCloseTo(expected[i]!, 9);
        });
      },
    ),
    { numRuns: 25 },
  );
});

test('contributions add up to 1, and with the responses to the displayed risk', () => {
  const logits = fc.array(fc.double({ min: -6, max: 6, noNaN: true }), { minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(logits, logits, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (only, without, risk) => {
      const features = occlusionFeatures({ whole: 1, none: -1, only, without }, risk, sigmoid);
      expect(features.reduce((sum, f) => sum + f.contribution, 0)).toBeCloseTo(1, 9);
      expect(integrate(features)).toBeCloseTo(risk, 9);
      features.forEach((f, i) => {
        expect(f.without).toBeCloseTo(sigmoid(without[i]!), 12);
      });
    }),
  );
});

test('what was not given cannot be taken away: its effect is 0 and the network is not asked', async () => {
  const none: FusionTensors = {
    ...full,
    reportMask: { ...full.reportMask, data: new Float32Array(50) },
    demographics: { ...full.demographics, data: Float32Array.of(0, 0, -0.4, 1) },
  };
  expect([...givenFeatures(none)].sort()).toEqual(
    ['age', 'echogenicity', 'internalMorphology', 'location', 'margin', 'shape'].sort(),
  );
  let asked = 0;
  const effects = featureEffects(
    await occlusionsOf(none, 2, NEUTRAL, async (all) => {
      asked = all.length;
      return all.map(() => 1);
    }),
  );
  expect(asked).toBe(13);
  expect(effects[FEATURE_NAMES.indexOf('report')]).toBe(0);
  expect(effects[FEATURE_NAMES.indexOf('sex')]).toBe(0);
});

test('what is the same in every case is asked once: nothing given, or the sex alone', async () => {
  const known = new Map<string, number>();
  const askedFor = async (inputs: FusionTensors) => {
    let asked: readonly FusionTensors[] = [];
    const answer = (one: FusionTensors) => one.demographics.data[0]! + one.location.data[0]!;
    const found = await occlusionsOf(
      inputs,
      2,
      NEUTRAL,
      async (all) => {
        asked = all;
        return all.map(answer);
      },
      known,
    );
    const again = await occlusionsOf(inputs, 2, NEUTRAL, async (all) => all.map(answer));
    expect(found).toEqual(again);
    return asked.length;
  };
  const man = { ...full, demographics: { ...full.demographics, data: Float32Array.of(0, 1, 0.5, 1) } };
  expect(await askedFor(full)).toBe(17);
  expect(await askedFor(full)).toBe(15);
  expect(await askedFor(man)).toBe(16);
  expect(await askedFor(inputs(2))).toBe(17);
});

test('what stands in is a nodule in a gland and an edge in every square; the case’s own inputs stay as they were', () => {
  const { location, margin } = neutralMaps(NEUTRAL);
  expect(location).toContain(OUTSIDE_GLAND);
  expect(location).toContain(GLAND_TISSUE);
  const phi = location.filter((value) => value >= 0);
  // 3.5 mm below the capsule of a gland 20 mm thick: the largest φ is 1 − 3.5 / 10.
  expect(Math.max(...phi)).toBeCloseTo(0.65, 1);
  expect(Math.min(...margin)).toBeCloseTo(0.14, 2);
  expect(Math.max(...margin)).toBeCloseTo(0.62, 2);
  const two = inputs(2);
  const changed = withoutFeatures(two, new Set(FEATURE_NAMES), NEUTRAL);
  expect(two.location.data.every((v) => v === two.location.data[0])).toBe(true);
  expect(Array.from(changed.demographics.data)).toEqual([0, 0, 0, 0]);
  expect(changed.location.data.subarray(AREA)).toEqual(location);
  expect(changed.location.dims).toEqual(two.location.dims);
  // A gland of typical depth; the scale and the plane are the picture's, not the nodule's place.
  expect(Array.from(changed.gland.data)).toEqual(Array.from(Float32Array.of(0.9, 1, -1, 0.9, 1, -1)));
});

test('deletion and insertion keep complementary parts and measure areas by trapeziums', () => {
  const order = mostImportantFirst([0.1, 0.9, 0.5, 0.9]);
  expect(order).toEqual([1, 3, 2, 0]);
  expect(keptAlong(order, 4, 'deletion').map((kept) => [...kept].sort())).toEqual([[0, 2, 3], [0, 2], [0]]);
  expect(keptAlong(order, 4, 'insertion').map((kept) => [...kept].sort())).toEqual([[1], [1, 3], [1, 2, 3]]);
  expect(areaUnder([1, 0.5, 0])).toBeCloseTo(0.5, 12);
  expect(areaUnder([0, 1, 1])).toBeCloseTo(0.75, 12);
});

test('an explanation counts only when every check passed on these very weights', () => {
  const of = 'a'.repeat(64);
  const check = (method: 'camMargin' | 'occlusion', passed: boolean | null) => ({
    method,
    check: 'noise' as const,
    value: 0.9,
    interval: null,
    baseline: null,
    cases: 8,
    passed,
  });
  const measured = (...checks: Faithfulness['checks']): Faithfulness => ({
    of,
    on: 'x',
    command: 'y',
    checks,
  });
  const both = measured(check('camMargin', true), check('camMargin', false), check('occlusion', true));
  expect([...provenMethods(both, of)]).toEqual(['occlusion']);
  expect(provenMethods(both, 'b'.repeat(64)).size).toBe(0);
  expect(provenMethods(undefined, of).size).toBe(0);
  expect(provenMethods(measured(check('occlusion', null)), of).size).toBe(0);
  expect(reachesAim('rankAgreement', 0.69, null)).toBe(false);
  expect(reachesAim('rankAgreement', 0.7, null)).toBe(true);
  expect(reachesAim('deletion', 0.02, [-0.01, 0.05])).toBe(false);
  expect(reachesAim('randomWeights', 0.49, null)).toBe(true);
  expect(reachesAim('exactShapley', 0.2, null)).toBeNull();
});
