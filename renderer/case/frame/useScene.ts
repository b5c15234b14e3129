import { useMemo } from 'react';
import type { CoarseMap } from '../../../app/case/coarseMap.ts';
import * as colours from '../../theme/colours.ts';
import type { MaskEditing } from '../edit/useMaskEditing.ts';
import { type GreyWindow, greyTable, windowedPixels } from './greyWindow.ts';
import type { Layers } from './layers.ts';
import type { Measure } from './measure.ts';
import { canvasOf, outlinePath } from './outlines.ts';
import { camPixels, phiPixels } from './overlayMaps.ts';
import type { Outline, Scene } from './paint.ts';
import type { GreyPicture } from './picture.ts';
import { locate, type ShownView } from './shownView.ts';
import type { Size, Viewport } from './viewport.ts';

export type SceneInput = {
  readonly view: ShownView;
  readonly picture: GreyPicture | null;
  readonly window: GreyWindow;
  readonly layers: Layers;
  /** The map of a second opinion, shown in place of the estimate's own. */
  readonly opinionMap?: CoarseMap | null;
  /** Space is held: the bare frame. */
  readonly hidden: boolean;
  readonly measure: Measure | null;
  readonly editing: MaskEditing | null;
};

/** A pixel's middle: lines are drawn from middle to middle, as distances are measured. */
const middle = (p: { x: number; y: number }) => ({ x: p.x + 0.5, y: p.y + 0.5 });

/**
 * Keeps what is costly to draw (picture through brightness and contrast, outlines, maps) until its input
 * changes, and answers a function that assembles the scene of this moment.
 */
export function useScene(input: SceneInput) {
  const { view, picture, window, layers, opinionMap, hidden, measure, editing } = input;
  const shownPicture = useMemo(
    () => picture && canvasOf(picture.width, picture.height, windowedPixels(picture.grey, greyTable(window))),
    [picture, window],
  );
  const paths = useMemo(
    () => ({
      nodule: view.nodule && outlinePath(view.nodule),
      gland: view.gland && outlinePath(view.gland),
    }),
    [view.nodule, view.gland],
  );
  const others = useOtherNodules(view);
  const phi = useMemo(() => {
    if (!layers.phi || !view.gland || !view.nodule) return null;
    const location = locate(view.gland, view.nodule, view.glandByHand);
    return location && phiPixels(location, view.nodule);
  }, [layers.phi, view.gland, view.nodule, view.glandByHand]);
  const cam = useMemo(() => {
    if (view.changed) return null;
    const map = opinionMap ?? (layers.cam && view.assessed?.cam?.[layers.cam]);
    return map ? camPixels(map) : null;
  }, [layers.cam, opinionMap, view.assessed, view.changed]);
  const map = useMemo(() => {
    const pixels = cam ?? phi;
    if (!pixels) return null;
    return {
      image: canvasOf(pixels.width, pixels.height, pixels.rgba),
      box: pixels.box,
      smooth: pixels === cam,
    };
  }, [cam, phi]);

  return (viewport: Viewport, canvas: Size, brush: Scene['brush']): Scene => {
    const outlines: Outline[] = [];
    const add = (path: Path2D | null, colour: string, dashed = false) => {
      if (path) outlines.push({ path, colour, dashed });
    };
    const session = editing?.picture;
    if (!hidden) {
      if (layers.gland || editing) add(session ? session.path('gland') : paths.gland, colours.gland);
      if (layers.nodule && !editing) for (const o of others) add(o.path, colours.otherNodule, true);
      if (layers.nodule || editing) add(session ? session.path('nodule') : paths.nodule, colours.nodule);
    }
    const line = editing
      ? editing.live && { nodulePoint: editing.live.nodulePoint, capsulePoint: editing.live.capsulePoint }
      : view.line;
    const central = editing ? editing.live?.centralPoint : view.centralPoint;
    return {
      viewport,
      canvas,
      frame: view,
      picture: shownPicture,
      map: hidden || editing ? null : map,
      tint: hidden ? null : (session?.tint() ?? null),
      outlines,
      line:
        hidden || !line || !(layers.nodule || editing)
          ? null
          : { from: middle(line.nodulePoint), to: middle(line.capsulePoint) },
      centralPoint: hidden || !central || !(layers.gland || layers.phi || editing) ? null : middle(central),
      measure: measure && !hidden ? measure : null,
      brush: hidden ? null : brush,
      redraw: editing && !hidden ? editing.outline : null,
    };
  };
}

/** The detections that are not the chosen one, with their outlines. */
function useOtherNodules(view: ShownView) {
  return useMemo(
    () => view.others.map((other) => ({ ...other, path: outlinePath(other.mask) })),
    [view.others],
  );
}
