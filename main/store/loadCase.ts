import type { PatientCase, ViewKind } from '../../app/case/patientCase.ts';
import type { GreyFrame } from '../../app/image/greyFrame.ts';
import type { CytologyPicture } from '../opinions/runner.ts';
import { getCase } from './cases.ts';
import { getImagePng, readColourPng, readGreyPng } from './images.ts';
import { listSmears } from './smears.ts';
import type { Store } from './store.ts';

/** What the assessment queue needs of a case: the case as it is now and its decoded pictures. */
export async function loadCaseForAssessment(
  store: Store,
  caseId: string,
): Promise<{
  case: PatientCase;
  frames: { kind: ViewKind; frame: GreyFrame }[];
  cytology: CytologyPicture[];
}> {
  const patientCase = getCase(store, caseId);
  const frames = await Promise.all(
    patientCase.views.map(async (view) => ({
      kind: view.kind,
      frame: await readGreyPng(getImagePng(store, view.imageId), view.spacingMmPerPx),
    })),
  );
  const cytology = await Promise.all(
    listSmears(store, caseId).map(async ({ imageId, fileName }) => ({
      imageId,
      fileName,
      ...(await readColourPng(getImagePng(store, imageId))),
    })),
  );
  return { case: patientCase, frames, cytology };
}
