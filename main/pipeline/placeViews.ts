import type { Assessment } from '../../app/case/assessment.ts';
import type { ViewKind } from '../../app/case/patientCase.ts';
import type { Placement, ViewMasks } from '../../atlas/place.types.ts';
import { placeByRegistration } from '../../atlas/placing/placeByRegistration.ts';
import { inSlices } from '../../atlas/registration/run.ts';
import type { LocatedView } from './locateView.ts';
import type { SegmentedView } from './segmentView.ts';

/** Registers the views onto the template, in slices between which the backend goes on answering. */
export async function placeViews(
  segmented: readonly SegmentedView[],
  placed: readonly (LocatedView | null)[],
  facts: Pick<Assessment['facts'], 'side' | 'pole'>,
  signal: AbortSignal | undefined,
): Promise<Placement | null> {
  const masksOf = (kind: ViewKind): ViewMasks | null => {
    const i = segmented.findIndex((view) => view.prepared.view.kind === kind);
    const view = segmented[i];
    const gland = placed[i]?.gland ?? view?.gland;
    if (!view || !gland || !view.nodule) return null;
    return { gland, nodule: view.nodule, spacingMmPerPx: view.prepared.view.frame.spacingMmPerPx };
  };
  return await inSlices(
    placeByRegistration({
      transverse: masksOf('transverse'),
      longitudinal: masksOf('longitudinal'),
      side: facts.side,
      pole: facts.pole,
    }),
    { pause: () => new Promise((go) => setImmediate(go)), ...(signal && { signal }) },
  );
}
