import { seededRandom } from '../../app/morphology/random.ts';
import { REGION_IDS } from '../template/regions.ts';
import { MIN_CASES, type RegionRisk } from './field.types.ts';
import type { FieldCase } from './fieldCase.ts';
import { gammaDraw } from './normal.ts';

const DRAWS = 2_000;
const SEED = 15;

/** Share of metastatic cases by region, with what stands behind it. */
export function regionRisks(cases: readonly FieldCase[]): RegionRisk[] {
  return REGION_IDS.map((region) => {
    const here = cases.filter((c) => c.region === region);
    const all = sum(here);
    const metastatic = sum(here.filter((c) => c.metastatic));
    const enough = all >= MIN_CASES;
    return {
      region,
      cases: all,
      metastatic,
      value: enough ? metastatic / all : null,
      interval: enough ? bootstrapInterval(metastatic, all - metastatic) : [0, 1],
    };
  });
}

function sum(cases: readonly FieldCase[]): number {
  // rounded, so that fractions of pooled cases add up to the same in any order
  return Math.round(cases.reduce((total, c) => total + c.weight, 0) * 1e6) / 1e6;
}

/**
 * 95 % interval of a share by the Bayesian bootstrap over cases (D. B. Rubin, Ann Statist 1981;9:130): every case's
 * weight is drawn anew from an exponential distribution, and the share taken again. Half a case of each outcome is
 * added, without which a region where all agree would get an interval of no width. The sum of n exponential weights
 * is one gamma draw of shape n, so the draws need no loop over cases.
 */
export function bootstrapInterval(metastatic: number, others: number): [number, number] {
  const uniform = seededRandom(SEED);
  const shares = Float64Array.from({ length: DRAWS }, () => {
    const a = gammaDraw(metastatic + 0.5, uniform);
    return a / (a + gammaDraw(others + 0.5, uniform));
  }).sort();
  return [shares[Math.floor(0.025 * DRAWS)]!, shares[Math.ceil(0.975 * DRAWS) - 1]!];
}
