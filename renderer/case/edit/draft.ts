import { z } from 'zod';
import type { ViewKind } from '../../../app/case/patientCase.ts';
import { decodeMask, encodeMask, maskRunsSchema } from '../../../app/segmentation/mask.ts';
import type { EditSession } from './session.ts';

/**
 * Unsaved outlines, kept for this window until they are saved or thrown away, so that a reload or a lost
 * connection costs nothing. Outlines only: no picture and no fact about the patient.
 */
const draftSchema = z.object({
  revision: z.int(),
  nodule: maskRunsSchema,
  gland: maskRunsSchema,
  byHand: z.object({ nodule: z.boolean(), gland: z.boolean() }),
});
export type Draft = z.infer<typeof draftSchema>;

export type DraftShelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const keyOf = (caseId: string, kind: ViewKind) => `thyromap.outline.${caseId}.${kind}`;

export function keepDraft(
  shelf: DraftShelf,
  caseId: string,
  kind: ViewKind,
  revision: number,
  session: EditSession,
): void {
  const draft: Draft = {
    revision,
    nodule: encodeMask(session.masks.nodule),
    gland: encodeMask(session.masks.gland),
    byHand: session.byHand,
  };
  try {
    shelf.setItem(keyOf(caseId, kind), JSON.stringify(draft));
  } catch {
    // A full or forbidden shelf only means that a reload would lose the strokes; the session itself goes on.
  }
}

export function dropDraft(shelf: DraftShelf, caseId: string, kind: ViewKind): void {
  shelf.removeItem(keyOf(caseId, kind));
}

/** The draft of a view when there is one that fits its frame; anything unreadable counts as none. */
export function readDraft(
  shelf: DraftShelf,
  caseId: string,
  kind: ViewKind,
  frame: { width: number; height: number },
): Draft | null {
  const kept = shelf.getItem(keyOf(caseId, kind));
  if (kept === null) return null;
  try {
    const draft = draftSchema.parse(JSON.parse(kept));
    const fits = [draft.nodule, draft.gland].every(
      (m) => m.width === frame.width && m.height === frame.height,
    );
    return fits ? draft : null;
  } catch {
    return null;
  }
}

/** Puts a draft into a fresh session as one edit per mask, so that undo leads back to what was saved. */
export function draftMasks(draft: Draft) {
  return { nodule: decodeMask(draft.nodule), gland: decodeMask(draft.gland), byHand: draft.byHand };
}
