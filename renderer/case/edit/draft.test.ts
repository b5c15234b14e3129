import { describe, expect, it } from 'vitest';
import { emptyMask } from '../../../app/segmentation/mask.ts';
import { paintStroke } from './brush.ts';
import { type DraftShelf, draftMasks, dropDraft, keepDraft, readDraft } from './draft.ts';
import { startSession } from './session.ts';

function shelfOf(): DraftShelf & { kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

const frame = { width: 40, height: 30 };
function drawn() {
  const nodule = emptyMask(40, 30);
  paintStroke(nodule, { x: 20, y: 15 }, { x: 25, y: 12 }, 5, 1);
  return startSession({ ...frame, nodule, gland: null, noduleByHand: true, glandByHand: false });
}

describe('unsaved outlines', () => {
  it('come back exactly after a reload', () => {
    const shelf = shelfOf();
    const session = drawn();
    keepDraft(shelf, 'a', 'transverse', 3, session);
    const draft = readDraft(shelf, 'a', 'transverse', frame)!;
    expect(draft.revision).toBe(3);
    expect(draftMasks(draft).nodule.data).toEqual(session.masks.nodule.data);
    expect(draftMasks(draft).byHand).toEqual({ nodule: true, gland: false });
  });

  it('belong to their case and view, and are gone once saved', () => {
    const shelf = shelfOf();
    keepDraft(shelf, 'a', 'transverse', 1, drawn());
    expect(readDraft(shelf, 'a', 'longitudinal', frame)).toBeNull();
    expect(readDraft(shelf, 'b', 'transverse', frame)).toBeNull();
    dropDraft(shelf, 'a', 'transverse');
    expect(readDraft(shelf, 'a', 'transverse', frame)).toBeNull();
  });

  it('are ignored when unreadable or of another frame size, and a full shelf stops nobody from drawing', () => {
    const shelf = shelfOf();
    keepDraft(shelf, 'a', 'transverse', 1, drawn());
    expect(readDraft(shelf, 'a', 'transverse', { width: 41, height: 30 })).toBeNull();
    shelf.kept.set('thyromap.outline.a.transverse', '{"nodule":');
    expect(readDraft(shelf, 'a', 'transverse', frame)).toBeNull();
    const full = {
      ...shelf,
      setItem: () => {
        throw new Error('QuotaExceededError');
      },
    };
    expect(() => keepDraft(full, 'a', 'transverse', 1, drawn())).not.toThrow();
  });
});
