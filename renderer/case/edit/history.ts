import type { Mask } from '../../../app/segmentation/mask.ts';
import type { PixelBox } from './brush.ts';

/** Which of a view's two masks an edit belongs to. */
export type MaskName = 'nodule' | 'gland';

/**
 * One change of one mask: the pixels of a box before and after, one bit each, and whether the mask counted as
 * drawn by hand. A stroke of 100 × 100 pixels costs 2.5 KB, so undo needs no limit.
 */
export type Edit = {
  readonly target: MaskName;
  readonly box: PixelBox;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  readonly byHandBefore: boolean;
  readonly byHandAfter: boolean;
};

/** Newest edit last in both lists. Immutable: every step makes a new history. */
export type History = { readonly done: readonly Edit[]; readonly undone: readonly Edit[] };
export const EMPTY_HISTORY: History = { done: [], undone: [] };

/** A copy of the pixels of a box, row by row, packed eight to a byte. */
export function copyBits(mask: Mask, box: PixelBox): Uint8Array {
  const width = box.right - box.x;
  const bits = new Uint8Array(Math.ceil((width * (box.bottom - box.y)) / 8));
  let i = 0;
  for (let y = box.y; y < box.bottom; y++) {
    for (let x = box.x; x < box.right; x++, i++) {
      if (mask.data[y * mask.width + x]) bits[i >> 3]! |= 1 << (i & 7);
    }
  }
  return bits;
}

/** Puts copied pixels back, in place. */
export function putBits(mask: Mask, box: PixelBox, bits: Uint8Array): void {
  let i = 0;
  for (let y = box.y; y < box.bottom; y++) {
    for (let x = box.x; x < box.right; x++, i++) {
      mask.data[y * mask.width + x] = (bits[i >> 3]! >> (i & 7)) & 1;
    }
  }
}

/** The edit that leads from `before` to `mask` inside `box`; null when nothing differs. */
export function recordEdit(
  target: MaskName,
  before: Mask,
  mask: Mask,
  box: PixelBox | null,
  byHandBefore: boolean,
  byHandAfter: boolean,
): Edit | null {
  if (!box) return null;
  const old = copyBits(before, box);
  const now = copyBits(mask, box);
  if (byHandBefore === byHandAfter && old.every((byte, i) => byte === now[i])) return null;
  return { target, box, before: old, after: now, byHandBefore, byHandAfter };
}

/** Adds an edit; what had been undone is gone, as everywhere. */
export function remember(history: History, edit: Edit): History {
  return { done: [...history.done, edit], undone: [] };
}

/** Takes the newest edit back in place; answers the edit undone (null when there is none) and the new history. */
export function undo(
  history: History,
  masks: Record<MaskName, Mask>,
): { history: History; edit: Edit | null } {
  const edit = history.done.at(-1);
  if (!edit) return { history, edit: null };
  putBits(masks[edit.target], edit.box, edit.before);
  return { history: { done: history.done.slice(0, -1), undone: [...history.undone, edit] }, edit };
}

/** Does the newest undone edit again, in place. */
export function redo(
  history: History,
  masks: Record<MaskName, Mask>,
): { history: History; edit: Edit | null } {
  const edit = history.undone.at(-1);
  if (!edit) return { history, edit: null };
  putBits(masks[edit.target], edit.box, edit.after);
  return { history: { done: [...history.done, edit], undone: history.undone.slice(0, -1) }, edit };
}
