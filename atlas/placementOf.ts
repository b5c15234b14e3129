import type { Assessment } from '../app/case/assessment.ts';
import { decodeMask } from '../app/segmentation/mask.ts';
import { placeNodule } from './place.ts';
import type { Placement, ViewMasks } from './place.types.ts';

/** Where an assessed nodule sits in the template, from the assessment's own masks, side and pole. */
export function placementOf(assessment: Pick<Assessment, 'views' | 'facts'>): Placement | null {
  const masksOf = (kind: 'transverse' | 'longitudinal'): ViewMasks | null => {
    const view = assessment.views.find((v) => v.kind === kind);
    if (!view?.gland || !view.nodule) return null;
    return {
      gland: decodeMask(view.gland),
      nodule: decodeMask(view.nodule),
      spacingMmPerPx: view.spacingMmPerPx,
    };
  };
  return placeNodule({
    transverse: masksOf('transverse'),
    longitudinal: masksOf('longitudinal'),
    side: assessment.facts.side,
    pole: assessment.facts.pole,
  });
}
