import { seededRandom } from '../../app/morphology/random.ts';
import { type RegionId, regionAt, regionId } from '../template/regions.ts';
import type { Point3, Template } from '../template/template.ts';
import { placeLogOdds } from './evidence.ts';
import { standardNormal } from './normal.ts';

/** One nodule of the simulated cohort in the template. */
export type CohortNodule = {
  readonly point: Point3;
  readonly radiusMm: number;
  readonly edgeToCapsuleMm: number;
  readonly region: RegionId;
  readonly metastatic: boolean;
};

export const COHORT = {
  seed: 20_251_122,
  nodules: 4_000,
  /** Nodules that had spread: 25,658 of 48,050 in the paper's training set (Supplementary Table S2). */
  metastaticShare: 0.534,
  /** Diameter, mm: median 6.3, quartiles 3.7 and 9.4 (Supplementary Table S2), as a log-normal. */
  medianDiameterMm: 6.3,
  logDiameterSpread: 0.69,
  /** Largest nodule that is drawn: above it the gland of the template would be mostly nodule. */
  maxDiameterMm: 16,
} as const;

/**
 * Draws the simulated cohort behind the built-in field: places spread evenly through the gland, sizes as
 * published, outcomes drawn from the published evidence with the intercept that gives the published share.
 * The same seed gives the same cohort on every machine.
 */
export function simulatedCohort(t: Template): CohortNodule[] {
  const uniform = seededRandom(COHORT.seed);
  const drawn = Array.from({ length: COHORT.nodules }, () => {
    const point = pointInGland(t, uniform);
    const diameter = Math.min(
      COHORT.maxDiameterMm,
      COHORT.medianDiameterMm * Math.exp(COHORT.logDiameterSpread * standardNormal(uniform)),
    );
    const radiusMm = diameter / 2;
    const edgeToCapsuleMm = Math.max(0, -t.shape(...point) - radiusMm);
    return { point, radiusMm, edgeToCapsuleMm, logOdds: placeLogOdds(t, point, edgeToCapsuleMm) };
  });
  const intercept = interceptFor(drawn.map((n) => n.logOdds));
  return drawn.map(({ logOdds, ...nodule }) => ({
    ...nodule,
    region: regionId(regionAt(t, nodule.point)),
    metastatic: uniform() < logistic(intercept + logOdds),
  }));
}

function pointInGland(t: Template, uniform: () => number): Point3 {
  const { min, max } = t.box;
  for (;;) {
    const point: Point3 = [
      min[0] + uniform() * (max[0] - min[0]),
      min[1] + uniform() * (max[1] - min[1]),
      min[2] + uniform() * (max[2] - min[2]),
    ];
    if (t.shape(...point) < 0) return point;
  }
}

/** The intercept at which the mean probability is the published share (bisection). */
function interceptFor(logOdds: readonly number[]): number {
  let low = -20;
  let high = 20;
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    const mean = logOdds.reduce((sum, l) => sum + logistic(middle + l), 0) / logOdds.length;
    if (mean < COHORT.metastaticShare) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
