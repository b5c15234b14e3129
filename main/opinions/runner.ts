import type { CaseFacts } from '../../app/case/patientCase.ts';
import type { NotGiven, OpinionAnswer } from '../../app/opinion/opinion.ts';
import type { NetworkRole } from '../../app/pack/manifest.ts';
import type { ActivePack } from '../inference/client.types.ts';
import type { PlainTensors } from '../inference/protocol.ts';
import type { SegmentedView } from '../pipeline/segmentView.ts';

/** A colour picture of a needle smear: 3 × 8 bits a pixel, row-major R, G, B. */
export type CytologyPicture = {
  readonly imageId: string;
  readonly fileName: string;
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
};

/** What every opinion can read of a case, after its views were segmented. */
export type OpinionCase = {
  readonly facts: Omit<CaseFacts, 'label'>;
  /** The views that are fit to be read, with their standardised frames (`prepared.frame`), detections and masks; masks are frame pixels. */
  readonly views: readonly SegmentedView[];
  readonly cytology: readonly CytologyPicture[];
  /** The prevalence that the lateral-neck estimate beside it assumes (settings), 0 to 1; absent where there is none. */
  readonly prevalence?: number;
};

/** What a runner works with: its own pack, whose networks are loaded at the first `run`. */
export type OpinionTools = {
  readonly pack: ActivePack;
  run(role: NetworkRole, inputs: PlainTensors): Promise<PlainTensors>;
  readonly signal?: AbortSignal;
};

/** What a runner says: an answer or why there is none, and the pictures it left out (see `Opinion.unlike`). */
export type RunnerSaid = (OpinionAnswer | { readonly notGiven: NotGiven }) & {
  readonly unlike?: readonly string[];
};

/**
 * Asks the pack of one task about a case. Answers with what it says (see app/opinion/answers.ts for turning raw
 * outputs into calibrated classes) or with the reason why it has nothing to say; anything thrown becomes the
 * finding `opinionFailed` and never touches the assessment.
 */
export type OpinionRunner = (input: OpinionCase, tools: OpinionTools) => Promise<RunnerSaid>;
