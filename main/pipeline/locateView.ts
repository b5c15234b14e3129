import type { CapsuleLine } from '../../app/case/assessment.ts';
import { type Cpdt, cpdt } from '../../app/location/cpdt.ts';
import { echogenicity } from '../../app/morphology/echogenicity.ts';
import { type NoduleShape, noduleShape } from '../../app/morphology/shape.ts';
import { glandWithNodule } from '../../app/segmentation/glandWithNodule.ts';
import type { Mask } from '../../app/segmentation/mask.ts';
import type { SegmentedView } from './segmentView.ts';

/** A view whose nodule has a place in its gland. */
export type LocatedView = {
  readonly segmented: SegmentedView;
  readonly nodule: Mask;
  /** The gland with the nodule's part of it. */
  readonly gland: Mask;
  readonly transform: Cpdt;
  readonly distanceMm: number | null;
  /**
   * The networks put the nodule mostly outside the gland: one of the two outlines is wrong, and a distance
   * taken from them would pass for "at the capsule". A gland drawn by hand is believed.
   */
  readonly contradicts: boolean;
};

/** A share of the nodule outside the gland above which the two outlines contradict each other. */
const OUTSIDE_SHARE_LIMIT = 0.5;

/** Step "location": CPDT of the view; null when nodule or gland is missing. */
export function locateView(segmented: SegmentedView): LocatedView | null {
  const { nodule } = segmented;
  if (!nodule || !segmented.gland) return null;
  const gland = segmented.glandByHand ? segmented.gland : glandWithNodule(segmented.gland, nodule);
  const transform = cpdt(gland, nodule);
  if (!transform) return null;
  const { spacingMmPerPx } = segmented.prepared.frame;
  return {
    segmented,
    nodule,
    gland,
    transform,
    distanceMm: spacingMmPerPx === null ? null : transform.minDistancePx * spacingMmPerPx,
    contradicts: !segmented.glandByHand && transform.outsideShare > OUTSIDE_SHARE_LIMIT,
  };
}

/** The line the screen draws from the nodule to the capsule. */
export function capsuleLineOf({ transform, distanceMm }: LocatedView): CapsuleLine {
  return {
    nodulePoint: transform.nodulePoint,
    capsulePoint: transform.capsulePoint,
    distancePx: transform.minDistancePx,
    distanceMm,
  };
}

export type Morphology = { readonly shape: NoduleShape; readonly echogenicity: number };

/** Step "morphology": shape and echogenicity of the nodule, on the standardised frame. */
export function describeView({ segmented, nodule, gland }: LocatedView): Morphology | null {
  const shape = noduleShape(nodule);
  const difference = echogenicity(segmented.prepared.frame, nodule, gland);
  return shape && difference !== null ? { shape, echogenicity: difference } : null;
}
