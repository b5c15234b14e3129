import type { Point } from '../../../app/image/greyFrame.ts';
import { emptyMask, type Mask, maskArea } from '../../../app/segmentation/mask.ts';
import type { ShownView } from '../frame/shownView.ts';
import { joinBoxes, type PixelBox, paintStroke } from './brush.ts';
import {
  type Edit,
  EMPTY_HISTORY,
  type History,
  type MaskName,
  recordEdit,
  redo,
  remember,
  undo,
} from './history.ts';
import { fillPolygon, thinLine } from './polygon.ts';

/**
 * The masks of one view while they are edited. `masks` are worked on in place, so that a stroke costs only the
 * pixels it touches; everything else is replaced, never changed.
 */
export type EditSession = {
  readonly masks: Record<MaskName, Mask>;
  byHand: Record<MaskName, boolean>;
  history: History;
  /** The newest edit at the last save; null at the start. Unsaved means that another edit is newest now. */
  savedAt: Edit | null;
  /** A stroke under way: the mask before it, and the pixels touched so far. */
  stroke: { target: MaskName; before: Mask; box: PixelBox | null } | null;
};

export function startSession(
  view: Pick<ShownView, 'width' | 'height' | 'nodule' | 'gland' | 'noduleByHand' | 'glandByHand'>,
): EditSession {
  const copy = (mask: Mask | null): Mask =>
    mask ? { ...mask, data: mask.data.slice() } : emptyMask(view.width, view.height);
  return {
    masks: { nodule: copy(view.nodule), gland: copy(view.gland) },
    byHand: { nodule: view.noduleByHand, gland: view.glandByHand },
    history: EMPTY_HISTORY,
    savedAt: null,
    stroke: null,
  };
}

export function isUnsaved(session: EditSession): boolean {
  return (session.history.done.at(-1) ?? null) !== session.savedAt;
}

export function beginStroke(session: EditSession, target: MaskName): void {
  const mask = session.masks[target];
  session.stroke = { target, before: { ...mask, data: mask.data.slice() }, box: null };
}

/** Paints (value 1) or erases (0) from one pointer place to the next; answers the pixels touched. */
export function moveStroke(
  session: EditSession,
  from: Point,
  to: Point,
  radius: number,
  value: 0 | 1,
): PixelBox | null {
  if (!session.stroke) return null;
  const box = paintStroke(session.masks[session.stroke.target], from, to, radius, value);
  session.stroke.box = joinBoxes(session.stroke.box, box);
  return box;
}

/** Ends the stroke and remembers it; false when it changed nothing. */
export function endStroke(session: EditSession): boolean {
  const { stroke } = session;
  session.stroke = null;
  return stroke !== null && commit(session, stroke.target, stroke.before, stroke.box, true);
}

/** Puts the pixels back as they were before the stroke under way. */
export function cancelStroke(session: EditSession): void {
  if (session.stroke) session.masks[session.stroke.target].data.set(session.stroke.before.data);
  session.stroke = null;
}

/** Replaces the whole mask by the inside of an outline; false when the outline encloses nothing. */
export function redrawMask(session: EditSession, target: MaskName, outline: readonly Point[]): boolean {
  const mask = session.masks[target];
  const before = { ...mask, data: mask.data.slice() };
  mask.data.fill(0);
  fillPolygon(mask, thinLine(outline, 0.5), 1);
  if (maskArea(mask) === 0) {
    mask.data.set(before.data);
    return false;
  }
  return commit(session, target, before, wholeOf(mask), true);
}

/**
 * Puts another mask in place: the model's own (`byHand` false) or a kept draft. Without a mask the pixels stay
 * and only the mark changes: where the model's mask was replaced before this assessment, the next one brings it back.
 */
export function replaceMask(
  session: EditSession,
  target: MaskName,
  replacement: Mask | null,
  byHand: boolean,
): boolean {
  const mask = session.masks[target];
  const before = { ...mask, data: mask.data.slice() };
  if (replacement) mask.data.set(replacement.data);
  return commit(session, target, before, wholeOf(mask), byHand);
}

export function undoEdit(session: EditSession): Edit | null {
  const { history, edit } = undo(session.history, session.masks);
  session.history = history;
  if (edit) session.byHand = { ...session.byHand, [edit.target]: edit.byHandBefore };
  return edit;
}

export function redoEdit(session: EditSession): Edit | null {
  const { history, edit } = redo(session.history, session.masks);
  session.history = history;
  if (edit) session.byHand = { ...session.byHand, [edit.target]: edit.byHandAfter };
  return edit;
}

function commit(
  session: EditSession,
  target: MaskName,
  before: Mask,
  box: PixelBox | null,
  byHandAfter: boolean,
): boolean {
  const edit = recordEdit(target, before, session.masks[target], box, session.byHand[target], byHandAfter);
  if (!edit) return false;
  session.history = remember(session.history, edit);
  session.byHand = { ...session.byHand, [target]: byHandAfter };
  return true;
}

function wholeOf(mask: Mask): PixelBox {
  return { x: 0, y: 0, right: mask.width, bottom: mask.height };
}
