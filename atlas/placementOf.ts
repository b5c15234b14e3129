import type { Assessment } from '../app/case/assessment.ts';
import { decodeMask } from '../app/segmentation/mask.ts';
import { placeNodule } from './place.ts';
import type { PlaceInput, Placement, ViewMasks } from './place.types.ts';

/**
 * Where an assessed nodule sits in the template: as it was placed when it was assessed, or by its outlines where
 * the assessment is from before places were kept.
 */
export function placementOf(
  assessment: Pick<Assessment, 'views' | 'facts'> & Partial<Pick<Assessment, 'location'>>,
): Placement | null {
  return assessment.location?.placement ?? placeNodule(placeInputOf(assessment));
}

/** What an assessment's place is found from: its own masks, side and pole. */
export function placeInputOf(assessment: Pick<Assessment, 'views' | 'facts'>): PlaceInput {
  const masksOf = (kind: 'transverse' | 'longitudinal'): ViewMasks | null => {
    const view = assessment.views.find((v) => v.kind === kind);
    if (!view?.gland || !view.nodule) return null;
    return {
      gland: decodeMask(view.gland),
      nodule: decodeMask(view.nodule),
      spacingMmPerPx: view.spacingMmPerPx,
    };
  };
  return {
    transverse: masksOf('transverse'),
    longitudinal: masksOf('longitudinal'),
    side: assessment.facts.side,
    pole: assessment.facts.pole,
  };
}
