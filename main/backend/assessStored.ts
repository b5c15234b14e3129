import type { Assessment } from '../../app/case/assessment.ts';
import type { CaseView, PatientCase, ViewKind } from '../../app/case/patientCase.ts';
import type { GreyFrame } from '../../app/image/greyFrame.ts';
import { decodeMask, encodeMask } from '../../app/segmentation/mask.ts';
import type { Settings } from '../../app/settings.ts';
import { fieldInUse } from '../field/activeField.ts';
import type { ActivePack, Inference } from '../inference/client.types.ts';
import type { CytologyPicture } from '../opinions/runner.ts';
import type { AssessInput, ViewInput } from '../pipeline/assessInput.ts';
import { getSettings, loadCaseForAssessment, type Store } from '../store/index.ts';
import type { AssessmentWatch } from './queue.ts';

type LoadedCase = {
  case: PatientCase;
  frames: { kind: ViewKind; frame: GreyFrame }[];
  cytology?: CytologyPicture[];
};

/** Assesses a case of the store as it is now; nothing is saved here. */
export async function assessStored(
  store: Store,
  inference: Inference,
  opinionPacks: () => readonly ActivePack[],
  caseId: string,
  watch: AssessmentWatch,
): Promise<Assessment> {
  // Loaded at the first assessment: the pipeline is not needed to show the work list.
  const { assess } = await import('../pipeline/assess.ts');
  const loaded = await loadCaseForAssessment(store, caseId);
  watch.signal.throwIfAborted();
  return await assess(toInput(loaded, getSettings(store)), {
    inference,
    opinionPacks,
    field: () => fieldInUse(store),
    signal: watch.signal,
    onStep: watch.onStep,
    onPartial: (partial) =>
      watch.onPartial({
        kind: partial.kind,
        nodule: partial.nodule && encodeMask(partial.nodule),
        gland: partial.gland && encodeMask(partial.gland),
      }),
  });
}

/** A stored case as the pipeline takes it. */
export function toInput(loaded: LoadedCase, settings: Settings): AssessInput {
  const { id, revision, ageYears, sex, side, pole, report, views } = loaded.case;
  return {
    caseId: id,
    caseRevision: revision,
    facts: { ageYears, sex, side, pole, report },
    views: views.map((view) => toViewInput(view, loaded.frames.find((f) => f.kind === view.kind)!.frame)),
    settings,
    cytology: loaded.cytology ?? [],
  };
}

function toViewInput(view: CaseView, frame: GreyFrame): ViewInput {
  return {
    kind: view.kind,
    imageId: view.imageId,
    frame,
    spacingSource: view.spacingSource,
    colour: view.colour,
    handNodule: view.handNodule && decodeMask(view.handNodule),
    handGland: view.handGland && decodeMask(view.handGland),
    chosenNodule: view.chosenNodule,
  };
}
