import type { Assessment } from '../../../app/case/assessment.ts';
import type { Smear } from '../../../app/cytology/smear.ts';
import type { Opinion } from '../../../app/opinion/opinion.ts';

/** A smear picture on screen and its shares in the order of the answer's classes; null where it was not read. */
export type ShownSmear = {
  readonly imageId: string | null;
  readonly fileName: string;
  readonly shares: readonly number[] | null;
  /** Looked at and left out: unlike the pictures that the system learned from. */
  readonly unlike: boolean;
  /** The stored picture, where it can be taken out; null in an earlier assessment. */
  readonly smear: Smear | null;
};

/** The cytology system's opinions in an assessment that looked at pictures: an answer, or all of them left out. */
export function cytologyOpinions(assessment: Assessment | null): Opinion[] {
  return (assessment?.opinions ?? []).filter(
    (one) => one.task === 'cytology' && (one.answer !== null || (one.unlike?.length ?? 0) > 0),
  );
}

/** The case's pictures with what was said of each; in an earlier assessment, the pictures it was made from. */
export function shownSmears(
  smears: readonly Smear[],
  opinion: Opinion | null,
  readOnly: boolean,
): ShownSmear[] {
  const parts = opinion?.answer?.parts ?? [];
  const unlike = new Set(opinion?.unlike);
  if (readOnly) {
    const nameOf = new Map(smears.map((smear) => [smear.imageId, smear.fileName]));
    return [
      ...parts.map(({ imageId, label, probabilities }) => ({
        imageId,
        fileName: label,
        shares: probabilities,
        unlike: false,
        smear: null,
      })),
      ...[...unlike].map((imageId) => ({
        imageId,
        fileName: nameOf.get(imageId) ?? imageId,
        shares: null,
        unlike: true,
        smear: null,
      })),
    ];
  }
  return smears.map((smear) => ({
    imageId: smear.imageId,
    fileName: smear.fileName,
    shares: parts.find((part) => part.imageId === smear.imageId)?.probabilities ?? null,
    unlike: unlike.has(smear.imageId),
    smear,
  }));
}

/** Whether exactly the pictures that are there now were looked at. */
export function isCurrent(smears: readonly Smear[], opinion: Opinion | null): boolean {
  if (!opinion) return smears.length === 0;
  const read = new Set([
    ...(opinion.answer?.parts ?? []).map((part) => part.imageId),
    ...(opinion.unlike ?? []),
  ]);
  return read.size === smears.length && smears.every((smear) => read.has(smear.imageId));
}
