import type { AssessmentStep } from '../../app/case/assessment.ts';
import type { CaseFacts, SpacingSource, ViewKind } from '../../app/case/patientCase.ts';
import type { GreyFrame } from '../../app/image/greyFrame.ts';
import type { Mask } from '../../app/segmentation/mask.ts';
import type { Settings } from '../../app/settings.ts';
import type { FieldInUse } from '../field/builtInField.ts';
import type { ActivePack, Inference } from '../inference/client.types.ts';
import type { CytologyPicture } from '../opinions/runner.ts';

/** One view as it enters the pipeline: the frame and what a person has set on it. */
export type ViewInput = {
  readonly kind: ViewKind;
  readonly imageId: string;
  readonly frame: GreyFrame;
  readonly spacingSource: SpacingSource | null;
  readonly colour: boolean;
  readonly handNodule: Mask | null;
  readonly handGland: Mask | null;
  readonly chosenNodule: number;
};

export type AssessInput = {
  readonly caseId: string;
  readonly caseRevision: number;
  readonly facts: Omit<CaseFacts, 'label'>;
  readonly views: readonly ViewInput[];
  readonly settings: Settings;
  /** Pictures of a needle smear, for the systems that read them. */
  readonly cytology?: readonly CytologyPicture[];
};

/** What a view shows so far; sent on while the rest is still computed. */
export type PartialView = {
  readonly kind: ViewKind;
  readonly nodule: Mask | null;
  readonly gland: Mask | null;
};

export type AssessControl = {
  readonly inference: Inference;
  /** The packs that are asked for a second opinion; none when left out. */
  readonly opinionPacks?: () => readonly ActivePack[];
  /** The risk field that the place's risk is read from; the built-in one when left out. */
  readonly field?: () => FieldInUse;
  readonly signal?: AbortSignal;
  /** Also what each part of the report does (`explainReport`); else it can be asked about the assessment later. */
  readonly withReportParts?: boolean;
  /** A step has finished after `ms`. */
  readonly onStep?: (step: AssessmentStep, ms: number) => void;
  readonly onPartial?: (partial: PartialView) => void;
};
