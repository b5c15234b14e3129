import type { AssessedView, Assessment } from '../../app/case/assessment.ts';
import { decodeMask } from '../../app/segmentation/mask.ts';
import type { DescribedView } from './assess.ts';
import type { ViewInput } from './assessInput.ts';
import { describeView, locateView } from './locateView.ts';
import { prepareView } from './prepareView.ts';

/** The views that carried the estimate, described from the very outlines it used; no network is asked for them. */
export function viewsAsAssessed(inputs: readonly ViewInput[], assessment: Assessment): DescribedView[] {
  return inputs.flatMap((view): DescribedView[] => {
    const assessed = assessment.views.find((one) => one.kind === view.kind);
    if (!assessed || !carried(assessed)) return [];
    const located = locateView({
      prepared: prepareView(view),
      nodules: [],
      nodule: decodeMask(assessed.nodule!),
      noduleByHand: true,
      chosen: 0,
      certainScore: 0,
      gland: decodeMask(assessed.gland!),
      // The outline that was stored already holds the nodule's part of the gland.
      glandByHand: true,
      untypical: false,
    });
    const morphology = located && describeView(located);
    return located && morphology ? [{ located, morphology }] : [];
  });
}

/** A view without a place in the gland or without measures took no part. */
function carried({ nodule, gland, capsuleLine, shape, echogenicity }: AssessedView): boolean {
  return Boolean(nodule && gland && capsuleLine && shape && echogenicity !== null);
}
