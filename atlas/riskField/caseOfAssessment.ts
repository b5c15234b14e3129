import type { Assessment } from '../../app/case/assessment.ts';
import { placeInputOf } from '../placementOf.ts';
import { placeByRegistration } from '../placing/placeByRegistration.ts';
import type { Template } from '../template/template.ts';
import { caseOfPlacement, type FieldCase } from './fieldCase.ts';

export type LeftOut = 'noOutlines' | 'noSide' | 'notRegistered';

/**
 * Registers an assessed case onto the template for a risk field. Only registered views count: a case of which one was
 * refused is left out, with the reason, instead of being placed by its outlines as for the screen.
 */
export function* caseOfAssessment(
  assessment: Pick<Assessment, 'views' | 'facts' | 'location'>,
  facts: { readonly id: string; readonly metastatic: boolean },
  t: Template,
): Generator<unknown, FieldCase | LeftOut> {
  const input = placeInputOf(assessment);
  if (!input.transverse && !input.longitudinal) return 'noOutlines';
  const placement = yield* placeByRegistration(input, t);
  if (!placement) return 'noSide';
  const { transverse, longitudinal } = placement.views;
  if (transverse?.refused || longitudinal?.refused) return 'notRegistered';
  return caseOfPlacement(t, placement, {
    ...facts,
    distanceMm: assessment.location.distanceToCapsuleMm,
  });
}
