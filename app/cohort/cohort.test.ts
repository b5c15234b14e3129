import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpdt } from '../location/cpdt.ts';
import { seededRandom } from '../morphology/random.ts';
import { sigmoid } from '../risk/calibrate.ts';
import { emptyMask, type Mask, maskArea, maskBox } from '../segmentation/mask.ts';
import { cropToGland } from './crop.ts';
import { normal } from './draws.ts';
import { DISTANCE, PLACE, REPORT, STANDARD } from './evidence.ts';
import { outlineInBox } from './outline.ts';
import { PHRASES, type ReportWords } from './phrases.ts';
import { heterogeneity, marginSharpness } from './pictureStatistics.ts';
import { chooseManner, chooseWords, type SeenNodule, writeReport } from './reportWriter.ts';
import {
  demographicsTerm,
  drawDemographics,
  keptInCohort,
  locationTerm,
  morphologyTerm,
  reportTerm,
  stageOdds,
  standardScores,
} from './riskTerms.ts';
import { equivalentRadiusPx, glandBed, mirrored, moveMask, placeFor } from './transplant.ts';

function ellipse(width: number, height: number, cx: number, cy: number, rx: number, ry: number): Mask {
  const mask = emptyMask(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (((x + 0.5 - cx) / rx) ** 2 + ((y + 0.5 - cy) / ry) ** 2 <= 1) mask.data[y * width + x] = 1;
    }
  }
  return mask;
}

const seen: SeenNodule = {
  side: 'left',
  pole: 'upper',
  lengthMm: 8,
  widthMm: 6,
  ratio: 0.9,
  distanceMm: 2,
  darkness: 0,
  sharpness: 0,
  unevenness: 0,
};

describe('the simulated risk', () => {
  it('falls with distance to the capsule, everywhere', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 12, noNaN: true }),
        fc.double({ min: 0.01, max: 3, noNaN: true }),
        (d, more) => {
          expect(locationTerm([d + more], 'left', 'upper')).toBeLessThan(locationTerm([d], 'left', 'upper'));
        },
      ),
    );
    const atMiddle = locationTerm([DISTANCE.middleMm], 'right', 'lower') - PLACE.lower;
    expect(atMiddle).toBeCloseTo(DISTANCE.strength / 2, 10);
  });

  it('takes two views as the mean of what each shows', () => {
    const of = (...distancesMm: number[]) => locationTerm(distancesMm, 'left', 'upper');
    expect(of(0.5, 4)).toBeCloseTo((of(0.5) + of(4)) / 2, 12);
  });

  it('is higher in the upper and middle lobe than below, and lowest in the isthmus', () => {
    expect(PLACE.upper).toBeGreaterThan(PLACE.lower);
    expect(PLACE.middle).toBeGreaterThan(PLACE.lower);
    expect(PLACE.isthmus).toBeLessThan(PLACE.lower);
  });

  it('rises with size and with a blurred margin, and is 0 for an average nodule', () => {
    const average = {
      distanceMm: 2,
      lengthMm: Math.exp(STANDARD.logLengthMm.mean),
      ratio: STANDARD.ratio.mean,
      echogenicity: STANDARD.echogenicity.mean,
      heterogeneity: STANDARD.heterogeneity.mean,
      sharpness: STANDARD.sharpness.mean,
    };
    expect(morphologyTerm(standardScores(average))).toBeCloseTo(0, 10);
    expect(morphologyTerm(standardScores({ ...average, lengthMm: 20 }))).toBeGreaterThan(0);
    expect(morphologyTerm(standardScores({ ...average, sharpness: average.sharpness / 2 }))).toBeGreaterThan(
      0,
    );
  });

  it('keeps half of the nodules at the capsule, all of those deep in the gland, and few of the large', () => {
    expect([0, 1.5, 3, 9].map((mm) => keptInCohort(mm, 6))).toEqual([0.5, 0.75, 1, 1]);
    expect([8, 10.5, 13, 30].map((mm) => Number(keptInCohort(9, mm).toFixed(3)))).toEqual([
      1, 0.575, 0.15, 0.15,
    ]);
  });

  it('is higher in men and in the young', () => {
    expect(demographicsTerm('M', 43)).toBeGreaterThan(demographicsTerm('F', 43));
    expect(demographicsTerm('F', 25)).toBeGreaterThan(demographicsTerm('F', 65));
  });

  it('has stages that add up to one, with metastasis behind stages 2 and 3', () => {
    fc.assert(
      fc.property(fc.double({ min: -8, max: 8, noNaN: true }), (logOdds) => {
        const [one, two, three] = stageOdds(logOdds);
        expect(one + two + three).toBeCloseTo(1, 10);
        expect(two + three).toBeLessThanOrEqual(sigmoid(logOdds));
        expect(Math.min(one, two, three)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('draws a population like the published one: median 43, 71% women', () => {
    const random = seededRandom(4);
    const people = Array.from({ length: 4000 }, () => drawDemographics(random));
    const ages = people.map((p) => p.ageYears).sort((a, b) => a - b);
    expect(Math.abs(ages[2000]! - 43)).toBeLessThanOrEqual(1.5);
    expect(people.filter((p) => p.sex === 'F').length / 4000).toBeCloseTo(0.71, 1);
  });
});

describe('the simulated report', () => {
  it('has a phrase in both languages and an effect for every word', () => {
    for (const topic of Object.keys(REPORT) as (keyof ReportWords)[]) {
      const words = Object.keys(REPORT[topic]).sort();
      for (const language of ['en', 'zh'] as const)
        expect(Object.keys(PHRASES[language][topic]).sort()).toEqual(words);
    }
  });

  it('adds the effects of its words, a remark not made adding nothing', () => {
    const words = chooseWords(seen, seededRandom(1));
    const quiet = { ...words, flow: null, nodes: null, capsule: null };
    const loud = { ...quiet, nodes: 'suspicious' as const };
    expect(reportTerm(loud)).toBeGreaterThan(reportTerm(quiet));
  });

  it('is the same for the same seed, a quarter of them Chinese, and seldom names side and pole', () => {
    const texts = Array.from({ length: 400 }, (_, i) => {
      const random = seededRandom(i);
      return writeReport(seen, chooseWords(seen, random), chooseManner(random), random);
    });
    const random = seededRandom(7);
    expect(writeReport(seen, chooseWords(seen, random), chooseManner(random), random)).toBe(texts[7]);
    const chinese = texts.filter((text) => /\p{Script=Han}/u.test(text));
    expect(chinese.length / 400).toBeCloseTo(0.25, 1);
    expect(texts.filter((text) => /left|左/i.test(text)).length / 400).toBeCloseTo(0.05, 1);
  });

  it('follows the picture loosely: nodules at the capsule are more often said to touch it', () => {
    const touching = (distanceMm: number) => {
      const said = Array.from(
        { length: 4000 },
        (_, i) => chooseWords({ ...seen, distanceMm }, seededRandom(i)).capsule,
      ).filter((word) => word !== null);
      return said.filter((word) => word === 'abutting' || word === 'interrupted').length / said.length;
    };
    expect(touching(0)).toBeGreaterThan(touching(4) + 0.3);
  });
});

describe('the pictures of the cohort', () => {
  it('measure texture and margin as their names say', () => {
    const size = 224;
    const flat = new Float32Array(size * size).fill(0.4);
    const random = seededRandom(2);
    const uneven = Float32Array.from({ length: size * size }, (_, i) => (Math.floor(i / 16) % 2 ? 0.6 : 0.2));
    expect(heterogeneity(flat, size)).toBeCloseTo(0, 5);
    expect(heterogeneity(uneven, size)).toBeCloseTo(0.5, 1);
    const noise = Float32Array.from({ length: size * size }, () => 0.4 + 0.05 * normal(random));
    expect(marginSharpness(noise, size)).toBeCloseTo(0.05, 2);
    expect(marginSharpness(flat, size)).toBeCloseTo(0, 5);
  });

  it('outline a box with an ellipse-like shape that stays near it', () => {
    const box = { x: 40, y: 30, width: 60, height: 40 };
    const mask = outlineInBox(160, 120, box, seededRandom(3));
    expect(maskArea(mask) / ((Math.PI / 4) * 60 * 40)).toBeCloseTo(1, 0);
    const found = maskBox(mask)!;
    expect(found.x).toBeGreaterThan(28);
    expect(found.x + found.width).toBeLessThan(112);
  });

  it('place a nodule at about the wanted distance, by CPDT', () => {
    const gland = ellipse(260, 160, 130, 80, 110, 60);
    const bed = glandBed(gland)!;
    const nodule = ellipse(80, 80, 40, 40, 14, 14);
    const random = seededRandom(5);
    const misses = [5, 15, 25].flatMap((wanted) =>
      Array.from({ length: 10 }, () => {
        const to = placeFor(bed, equivalentRadiusPx(nodule), wanted, random);
        const moved = moveMask(nodule, 260, 160, to, 1, false);
        return Math.abs(cpdt(gland, moved)!.minDistancePx - wanted);
      }),
    );
    expect(misses.reduce((a, b) => a + b, 0) / misses.length).toBeLessThan(4);
  });

  it('keep area with the square of the scale, and mirror twice to where they were', () => {
    const nodule = ellipse(80, 60, 35, 30, 16, 10);
    const moved = moveMask(nodule, 200, 200, { x: 100, y: 100 }, 2, true);
    expect(maskArea(moved) / maskArea(nodule)).toBeCloseTo(4, 1);
    expect(mirrored(mirrored(nodule.data, 80, 60), 80, 60)).toEqual(nodule.data);
  });

  it('crop to the gland without touching what the frame cuts off', () => {
    const gland = ellipse(300, 200, 20, 100, 60, 40);
    const crop = cropToGland(gland);
    expect(maskArea(crop)).toBe(maskArea(gland));
    expect(maskBox(crop)!.x).toBe(0);
    expect(crop.width).toBeLessThan(300);
  });
});
