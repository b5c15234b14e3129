import { describe, expect, it } from 'vitest';
import { emptyMask, type Mask, maskArea } from '../../../app/segmentation/mask.ts';
import { paintStroke } from './brush.ts';
import {
  beginStroke,
  cancelStroke,
  endStroke,
  isUnsaved,
  moveStroke,
  redoEdit,
  redrawMask,
  replaceMask,
  startSession,
  undoEdit,
} from './session.ts';

function disc(x: number, y: number, radius: number): Mask {
  const mask = emptyMask(80, 60);
  paintStroke(mask, { x, y }, { x, y }, radius, 1);
  return mask;
}

const nodule = disc(40, 30, 8);
const gland = disc(40, 30, 22);
const session = () =>
  startSession({ width: 80, height: 60, nodule, gland, noduleByHand: false, glandByHand: false });

function stroke(s: ReturnType<typeof session>, x: number, value: 0 | 1) {
  beginStroke(s, 'nodule');
  moveStroke(s, { x, y: 30 }, { x: x + 4, y: 30 }, 4, value);
  return endStroke(s);
}

describe('editing a mask', () => {
  it('works on copies: the masks of the case stay as they are until saved', () => {
    const s = session();
    const before = maskArea(nodule);
    stroke(s, 50, 1);
    expect(maskArea(s.masks.nodule)).toBeGreaterThan(before);
    expect(maskArea(nodule)).toBe(before);
  });

  it('marks a mask as drawn by hand at the first stroke, and not any more when that is undone', () => {
    const s = session();
    stroke(s, 50, 1);
    expect(s.byHand).toEqual({ nodule: true, gland: false });
    undoEdit(s);
    expect(s.byHand.nodule).toBe(false);
    expect(s.masks.nodule.data).toEqual(nodule.data);
    redoEdit(s);
    expect(s.byHand.nodule).toBe(true);
  });

  it('is unsaved exactly while the newest edit is not the saved one', () => {
    const s = session();
    expect(isUnsaved(s)).toBe(false);
    stroke(s, 50, 1);
    expect(isUnsaved(s)).toBe(true);
    s.savedAt = s.history.done.at(-1) ?? null;
    expect(isUnsaved(s)).toBe(false);
    undoEdit(s);
    expect(isUnsaved(s)).toBe(true);
    redoEdit(s);
    expect(isUnsaved(s)).toBe(false);
  });

  it('does not count a stroke that changed nothing', () => {
    const s = session();
    stroke(s, 50, 1);
    expect(stroke(s, 50, 1)).toBe(false);
    expect(s.history.done).toHaveLength(1);
  });

  it('redraws a mask whole, keeps it when the outline encloses nothing, and undoes both', () => {
    const s = session();
    const square = [
      { x: 10, y: 10 },
      { x: 20, y: 10 },
      { x: 20, y: 20 },
      { x: 10, y: 20 },
    ];
    expect(redrawMask(s, 'nodule', square)).toBe(true);
    expect(maskArea(s.masks.nodule)).toBe(100);
    expect(redrawMask(s, 'nodule', [square[0]!, square[1]!])).toBe(false);
    expect(maskArea(s.masks.nodule)).toBe(100);
    undoEdit(s);
    expect(s.masks.nodule.data).toEqual(nodule.data);
  });

  it('goes back to the model’s mask, which can be undone too', () => {
    const s = session();
    stroke(s, 50, 1);
    const drawn = s.masks.nodule.data.slice();
    expect(replaceMask(s, 'nodule', nodule, false)).toBe(true);
    expect(s.masks.nodule.data).toEqual(nodule.data);
    expect(s.byHand.nodule).toBe(false);
    undoEdit(s);
    expect(s.masks.nodule.data).toEqual(drawn);
    expect(s.byHand.nodule).toBe(true);
  });

  it('takes a cancelled stroke back', () => {
    const s = session();
    beginStroke(s, 'gland');
    moveStroke(s, { x: 0, y: 0 }, { x: 79, y: 59 }, 9, 0);
    cancelStroke(s);
    expect(s.masks.gland.data).toEqual(gland.data);
    expect(isUnsaved(s)).toBe(false);
  });
});
