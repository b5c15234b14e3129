import { z } from 'zod';
import { poleSchema, sexSchema, sideSchema, viewKindSchema } from '../../app/case/patientCase.ts';
import { type Draft, EMPTY_DRAFT } from './draft.ts';

/** What outlives a reload: everything typed, and which staged pictures were meant. Never a pixel. */
const keptSchema = z.object({
  label: z.string(),
  age: z.string(),
  sex: sexSchema.nullable(),
  side: sideSchema.nullable(),
  pole: poleSchema.nullable(),
  report: z.string(),
  pictures: z.array(
    z.object({
      stagedId: z.string(),
      frame: z.int(),
      fileName: z.string(),
      kind: viewKindSchema.nullable(),
      kindPicked: z.boolean(),
      typedSpacing: z.string(),
      keepWriting: z.boolean().default(false),
    }),
  ),
});
export type KeptPicture = z.infer<typeof keptSchema>['pictures'][number];

export function keepDraft(draft: Draft): string {
  return JSON.stringify({
    ...draft,
    pictures: draft.pictures.flatMap((p) =>
      p.staged
        ? [
            {
              stagedId: p.staged.stagedId,
              frame: p.staged.frame,
              fileName: p.fileName,
              kind: p.kind,
              kindPicked: p.kindPicked,
              typedSpacing: p.typedSpacing,
              keepWriting: p.keepWriting,
            },
          ]
        : [],
    ),
  });
}

/** What was kept, or an empty draft when nothing readable was. Pictures are to be asked for again. */
export function readKeptDraft(kept: string | null): { draft: Draft; pictures: KeptPicture[] } {
  const nothing = { draft: EMPTY_DRAFT, pictures: [] };
  if (kept === null) return nothing;
  try {
    const { pictures, ...typed } = keptSchema.parse(JSON.parse(kept));
    return { draft: { ...typed, pictures: [] }, pictures };
  } catch {
    return nothing;
  }
}
