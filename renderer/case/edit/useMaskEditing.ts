import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import type { Point } from '../../../app/image/greyFrame.ts';
import { encodeMask, type Mask, type MaskRuns, maskArea } from '../../../app/segmentation/mask.ts';
import { shelf } from '../../unlock/shelf.ts';
import type { ShownView } from '../frame/shownView.ts';
import { BRUSH_RADIUS, nextRadius } from './brush.ts';
import { draftMasks, dropDraft, keepDraft, readDraft } from './draft.ts';
import { closesOutline, type EditTool, sessionPicture } from './editing.ts';
import type { Edit, MaskName } from './history.ts';
import { type DistanceAnswer, liveDistance, startMeasurer } from './liveDistance.ts';
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

/** What saving sends; a key that is absent stays as stored, null means "the model's mask". */
export type SavedMasks = { handNodule?: MaskRuns | null; handGland?: MaskRuns | null };

export type MaskEditing = ReturnType<typeof useMaskEditing>;

/** The distance follows the brush at most this often: often enough to steer by. */
const LIVE_EVERY_MS = 90;

/**
 * Editing the two masks of one view. Strokes change the session in place and ask the canvas to paint;
 * React renders only when a tool, a step of history or the live distance changes.
 */
export function useMaskEditing(
  caseId: string,
  revision: number,
  view: ShownView,
  save: (masks: SavedMasks) => Promise<boolean>,
) {
  const [, rendered] = useReducer((n: number) => n + 1, 0);
  const [tool, setTool] = useState<EditTool>('brush');
  const [target, setTargetState] = useState<MaskName>('nodule');
  const [radius, setRadius] = useState<number>(BRUSH_RADIUS.start);
  const [outline, setOutline] = useState<readonly Point[]>([]);
  const [live, setLive] = useState<DistanceAnswer>(null);
  const [saving, setSaving] = useState(false);
  const [empty, setEmpty] = useState<MaskName | null>(null);
  const repaint = useRef<() => void>(() => {});
  const last = useRef<{ at: Point; liveAt: number } | null>(null);

  // The session is started once for a view; what the case says later is the result of this session's own saves.
  const [opened] = useState(() => {
    const session = startSession(view);
    const draft = readDraft(shelf, caseId, view.kind, view);
    if (draft) {
      const kept = draftMasks(draft);
      for (const name of ['nodule', 'gland'] as const)
        replaceMask(session, name, kept[name], kept.byHand[name]);
    }
    return { session, picture: sessionPicture(session, 'nodule'), restored: draft !== null };
  });
  const { session, picture, restored } = opened;
  const models: Record<MaskName, Mask | null> = { nodule: view.modelNodule, gland: view.modelGland };

  const distance = useRef<ReturnType<typeof liveDistance> | null>(null);
  useEffect(() => {
    const started = liveDistance(
      startMeasurer(),
      () => ({ ...session.masks, glandByHand: session.byHand.gland }),
      (answer) => {
        setLive(answer);
        repaint.current();
      },
    );
    distance.current = started;
    started.ask();
    return started.close;
  }, [session]);
  const measure = useCallback(() => distance.current?.ask(), []);

  const settled = useCallback(() => {
    measure();
    if (isUnsaved(session)) keepDraft(shelf, caseId, view.kind, revision, session);
    else dropDraft(shelf, caseId, view.kind);
    setEmpty(null);
    rendered();
    repaint.current();
  }, [measure, session, caseId, view.kind, revision]);

  const shown = (edit: Edit | null) => {
    if (edit) picture.touch(edit.target, edit.box);
    settled();
  };
  const newest = () => session.history.done.at(-1) ?? null;

  const setTarget = (name: MaskName) => {
    setTargetState(name);
    picture.tintMask(name);
    setOutline([]);
    repaint.current();
  };

  const closeOutline = () => {
    if (outline.length < 3) return;
    const changed = redrawMask(session, target, outline);
    setOutline([]);
    if (changed) shown(newest());
  };

  const down = (at: Point, erase: boolean, scale: number) => {
    if (tool === 'redraw') {
      if (closesOutline(outline, at, scale)) closeOutline();
      else setOutline([...outline, at]);
      last.current = { at, liveAt: performance.now() };
      return;
    }
    beginStroke(session, target);
    last.current = { at, liveAt: performance.now() };
    paint(at, at, erase);
  };

  const paint = (from: Point, to: Point, erase: boolean) => {
    const value = (tool === 'eraser') !== erase ? 0 : 1;
    const box = moveStroke(session, from, to, radius, value);
    if (box) picture.touch(target, box);
    repaint.current();
  };

  const move = (points: readonly Point[], erase: boolean, scale: number) => {
    if (!last.current) return;
    for (const at of points) {
      if (tool === 'redraw') {
        // Dragging draws free-hand, a point every three canvas pixels.
        const from = last.current.at;
        if (Math.hypot(at.x - from.x, at.y - from.y) * scale < 3) continue;
        setOutline((drawn) => [...drawn, at]);
      } else paint(last.current.at, at, erase);
      last.current = { ...last.current, at };
    }
    const now = performance.now();
    if (tool !== 'redraw' && now - last.current.liveAt > LIVE_EVERY_MS) {
      last.current.liveAt = now;
      measure();
    }
  };

  const up = (at: Point, scale: number) => {
    if (!last.current) return;
    last.current = null;
    if (tool === 'redraw') {
      // A free-hand line that comes back to its start is closed; single clicks wait for the next corner.
      if (outline.length > 12 && closesOutline(outline, at, scale)) closeOutline();
      return;
    }
    if (endStroke(session)) shown(newest());
  };

  const store = async (): Promise<boolean> => {
    const drawnEmpty = (['nodule', 'gland'] as const).find(
      (name) => session.byHand[name] && maskArea(session.masks[name]) === 0,
    );
    if (drawnEmpty) {
      setEmpty(drawnEmpty);
      return false;
    }
    const edit = newest();
    setSaving(true);
    const masks: SavedMasks = {};
    const touched = new Set([...session.history.done, ...session.history.undone].map((e) => e.target));
    if (touched.has('nodule'))
      masks.handNodule = session.byHand.nodule ? encodeMask(session.masks.nodule) : null;
    if (touched.has('gland')) masks.handGland = session.byHand.gland ? encodeMask(session.masks.gland) : null;
    const done = await save(masks).finally(() => setSaving(false));
    if (!done) return false;
    session.savedAt = edit;
    settled();
    return true;
  };

  return {
    session,
    picture,
    restored,
    tool,
    target,
    radius,
    outline,
    live,
    saving,
    empty,
    unsaved: isUnsaved(session),
    canUndo: session.history.done.length > 0 || outline.length > 0,
    canRedo: session.history.undone.length > 0,
    modelKnown: models[target] !== null,
    setTool: (next: EditTool) => {
      setTool(next);
      setOutline([]);
    },
    setTarget,
    setRadius,
    stepRadius: (direction: 1 | -1) => setRadius((r) => nextRadius(r, direction)),
    onRepaint: (paintNow: () => void) => {
      repaint.current = paintNow;
    },
    down,
    move,
    up,
    cancel: () => {
      const touched = session.stroke?.box;
      cancelStroke(session);
      if (touched) picture.touch(target, touched);
      last.current = null;
      setOutline([]);
      repaint.current();
    },
    closeOutline,
    undo: () => {
      if (outline.length > 0) setOutline(outline.slice(0, -1));
      else shown(undoEdit(session));
    },
    redo: () => shown(redoEdit(session)),
    backToModel: () => {
      if (replaceMask(session, target, models[target], false)) shown(newest());
    },
    store,
    /** Forgets everything unsaved; the case stays as it was stored. */
    discard: () => dropDraft(shelf, caseId, view.kind),
  };
}
