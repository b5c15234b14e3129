import type { Placement } from '../place.types.ts';
import { type RegionId, regionAt, regionId } from '../template/regions.ts';
import { type Point3, placeToPoint, type Template } from '../template/template.ts';
import type { CohortNodule } from './cohort.ts';

/** What a risk field is built from: where one case's registered nodule lies in the template, and what became of it. */
export type FieldCase = {
  /** Of the store's case, or of the simulated cohort; decides the order of sums and the fold, so that nothing else does. */
  readonly id: string;
  /** Lateral lymph node metastasis was found. */
  readonly metastatic: boolean;
  /** How much the case counts: 1, or less where a simulated cohort is pooled in as so many cases. */
  readonly weight: number;
  /** Places it may lie at, mm of the template: one, or those along the axis that no view shows. */
  readonly points: readonly Point3[];
  /** Half the registered nodule's size along each axis, mm of the template. */
  readonly radiiMm: Point3;
  /** Where most of it lies; null where the band crosses regions so that none holds half of it. */
  readonly region: RegionId | null;
  /** Shortest way from the nodule to the capsule as measured, mm; null where the frame's scale is unknown. */
  readonly distanceMm: number | null;
};

/** A placed case of the clinic. */
export function caseOfPlacement(
  t: Template,
  placement: Placement,
  facts: { id: string; metastatic: boolean; distanceMm: number | null },
): FieldCase {
  const points = placement.band.map((place) => placeToPoint(place, t.box));
  const { rightToLeft, inferiorToSuperior, anteriorToPosterior } = placement.extentMm;
  return {
    ...facts,
    weight: 1,
    points,
    radiiMm: [rightToLeft / 2, inferiorToSuperior / 2, anteriorToPosterior / 2],
    region: regionOfBand(t, points),
  };
}

/** The simulated cohort as cases; `worth` is what all of them together count. */
export function casesOfCohort(cohort: readonly CohortNodule[], worth = cohort.length): FieldCase[] {
  return cohort.map((nodule, i) => ({
    id: `simulated-${i}`,
    metastatic: nodule.metastatic,
    weight: worth / cohort.length,
    points: [nodule.point],
    radiiMm: [nodule.radiusMm, nodule.radiusMm, nodule.radiusMm],
    region: nodule.region,
    distanceMm: nodule.edgeToCapsuleMm,
  }));
}

/** The region that holds at least half of the places; null where none does. */
export function regionOfBand(t: Template, points: readonly Point3[]): RegionId | null {
  const counts = new Map<RegionId, number>();
  for (const point of points) {
    const id = regionId(regionAt(t, point));
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  for (const [id, n] of counts) if (2 * n >= points.length) return id;
  return null;
}
