import type { Point } from '../../../app/image/greyFrame.ts';

/**
 * Which part of a frame a canvas shows. `scale` is canvas pixels per frame pixel;
 * `left` and `top` are the frame coordinates at the canvas's top left corner.
 * Canvas coordinates are CSS pixels; the device pixel ratio is the painter's business.
 */
export type Viewport = { readonly scale: number; readonly left: number; readonly top: number };
export type Size = { readonly width: number; readonly height: number };

/** Zoom bounds as multiples of the scale that fits the whole frame. */
export const ZOOM = { min: 1, max: 24 } as const;
/** One wheel notch (100 units of deltaY) or one key press. */
export const ZOOM_STEP = 1.25;

/** The largest scale that shows the whole frame, centred. The aspect ratio never changes: one scale for both axes. */
export function fitViewport(frame: Size, canvas: Size): Viewport {
  const scale = Math.max(Math.min(canvas.width / frame.width, canvas.height / frame.height), 1e-6);
  return {
    scale,
    left: frame.width / 2 - canvas.width / scale / 2,
    top: frame.height / 2 - canvas.height / scale / 2,
  };
}

export function toCanvas(viewport: Viewport, point: Point): Point {
  return { x: (point.x - viewport.left) * viewport.scale, y: (point.y - viewport.top) * viewport.scale };
}

export function toFrame(viewport: Viewport, point: Point): Point {
  return { x: point.x / viewport.scale + viewport.left, y: point.y / viewport.scale + viewport.top };
}

/** Zooms by `factor` so that the frame point under `at` (canvas pixels) stays under it, as far as the bounds allow. */
export function zoomAt(viewport: Viewport, frame: Size, canvas: Size, at: Point, factor: number): Viewport {
  const fit = fitViewport(frame, canvas).scale;
  const scale = Math.min(Math.max(viewport.scale * factor, fit * ZOOM.min), fit * ZOOM.max);
  const anchor = toFrame(viewport, at);
  return keepInSight({ scale, left: anchor.x - at.x / scale, top: anchor.y - at.y / scale }, frame, canvas);
}

/** Moves the picture by a drag of (dx, dy) canvas pixels. */
export function pan(viewport: Viewport, frame: Size, canvas: Size, dx: number, dy: number): Viewport {
  return keepInSight(
    {
      scale: viewport.scale,
      left: viewport.left - dx / viewport.scale,
      top: viewport.top - dy / viewport.scale,
    },
    frame,
    canvas,
  );
}

/** Per axis: a frame smaller than the canvas is centred; a larger one may not be dragged past its edge. */
export function keepInSight(viewport: Viewport, frame: Size, canvas: Size): Viewport {
  const axis = (start: number, frameLength: number, canvasLength: number) => {
    const shown = canvasLength / viewport.scale;
    if (shown >= frameLength) return (frameLength - shown) / 2;
    return Math.min(Math.max(start, 0), frameLength - shown);
  };
  return {
    scale: viewport.scale,
    left: axis(viewport.left, frame.width, canvas.width),
    top: axis(viewport.top, frame.height, canvas.height),
  };
}

/** After the panel changed its size: a fitted picture stays fitted, a zoomed one keeps its centre and magnification. */
export function resized(viewport: Viewport, frame: Size, before: Size, after: Size): Viewport {
  const fitBefore = fitViewport(frame, before);
  const fitAfter = fitViewport(frame, after);
  const zoom = viewport.scale / fitBefore.scale;
  if (zoom <= 1.001) return fitAfter;
  const scale = fitAfter.scale * zoom;
  const centre = toFrame(viewport, { x: before.width / 2, y: before.height / 2 });
  return keepInSight(
    { scale, left: centre.x - after.width / scale / 2, top: centre.y - after.height / scale / 2 },
    frame,
    after,
  );
}
