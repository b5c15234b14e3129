import type { PatientCase, ViewKind } from '../../app/case/patientCase.ts';
import type { GreyFrame } from '../../app/image/greyFrame.ts';
import { getCase } from './cases.ts';
import { getImagePng, readGreyPng } from './images.ts';
import type { Store } from './store.ts';

/** What the assessment queue needs of a case: the case as it is now and its decoded grey frames. */
export async function loadCaseForAssessment(
  store: Store,
  caseId: string,
): Promise<{ case: PatientCase; frames: { kind: ViewKind; frame: GreyFrame }[] }> {
  const patientCase = getCase(store, caseId);
  const frames = await Promise.all(
    patientCase.views.map(async (view) => ({
      kind: view.kind,
      frame: await readGreyPng(getImagePng(store, view.imageId), view.spacingMmPerPx),
    })),
  );
  return { case: patientCase, frames };
}
