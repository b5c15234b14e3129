import type { AssessedView, CoarseMap } from '../../app/case/assessment.ts';
import { encodeMask } from '../../app/segmentation/mask.ts';
import { capsuleLineOf, type LocatedView, type Morphology } from './locateView.ts';
import type { SegmentedView } from './segmentView.ts';

export type ViewCams = {
  readonly location: CoarseMap | null;
  readonly texture: CoarseMap | null;
  readonly margin: CoarseMap | null;
};

/** What the store and the screen keep of one view. */
export function assessedView(
  segmented: SegmentedView,
  located: LocatedView | null,
  morphology: Morphology | null,
  cam: ViewCams | null,
): AssessedView {
  const { view } = segmented.prepared;
  const { frame } = view;
  const gland = located?.gland ?? segmented.gland;
  return {
    kind: view.kind,
    imageId: view.imageId,
    width: frame.width,
    height: frame.height,
    spacingMmPerPx: frame.spacingMmPerPx,
    spacingSource: view.spacingSource,
    nodules: segmented.nodules.map(({ box, score, mask }) => ({ box, score, mask: encodeMask(mask) })),
    nodule: segmented.nodule && encodeMask(segmented.nodule),
    noduleByHand: segmented.noduleByHand,
    gland: gland && encodeMask(gland),
    glandByHand: segmented.glandByHand,
    centralPoint: located?.transform.centralPoint ?? null,
    maxDistancePx: located?.transform.maxDistancePx ?? null,
    capsuleLine: located && capsuleLineOf(located),
    maxPhi: located?.transform.maxPhi ?? null,
    shape: morphology && shapeInMm(morphology, frame.spacingMmPerPx),
    echogenicity: morphology?.echogenicity ?? null,
    cam,
  };
}

function shapeInMm({ shape }: Morphology, spacingMmPerPx: number | null): AssessedView['shape'] {
  return {
    ...shape,
    lengthMm: spacingMmPerPx === null ? null : shape.lengthPx * spacingMmPerPx,
    widthMm: spacingMmPerPx === null ? null : shape.widthPx * spacingMmPerPx,
  };
}
