import type { Assessment } from '../../../app/case/assessment.ts';
import type { Smear } from '../../../app/cytology/smear.ts';
import type { Opinion, OpinionAnswer } from '../../../app/opinion/opinion.ts';

/** A smear picture on screen and its shares in the order of the answer's classes; null where it was not read. */
export type ShownSmear = {
  readonly imageId: string | null;
  readonly fileName: string;
  readonly shares: readonly number[] | null;
  /** The stored picture, where it can be taken out; null in an earlier assessment. */
  readonly smear: Smear | null;
};

/** The cytology system's opinions in an assessment that gave an answer. */
export function cytologyOpinions(assessment: Assessment | null): Opinion[] {
  return (assessment?.opinions ?? []).filter((one) => one.task === 'cytology' && one.answer !== null);
}

/** The case's pictures with what was said of each; in an earlier assessment, the pictures it was made from. */
export function shownSmears(
  smears: readonly Smear[],
  answer: OpinionAnswer | null,
  readOnly: boolean,
): ShownSmear[] {
  const parts = answer?.parts ?? [];
  if (readOnly) {
    return parts.map(({ imageId, label, probabilities }) => ({
      imageId,
      fileName: label,
      shares: probabilities,
      smear: null,
    }));
  }
  return smears.map((smear) => ({
    imageId: smear.imageId,
    fileName: smear.fileName,
    shares: parts.find((part) => part.imageId === smear.imageId)?.probabilities ?? null,
    smear,
  }));
}

/** Whether the answer was made from exactly the pictures that are there now. */
export function isCurrent(smears: readonly Smear[], answer: OpinionAnswer | null): boolean {
  if (!answer) return smears.length === 0;
  const read = new Set(answer.parts.map((part) => part.imageId));
  return read.size === smears.length && smears.every((smear) => read.has(smear.imageId));
}
