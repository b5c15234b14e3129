import { type PointerEvent, type ReactNode, useCallback, useEffect, useRef } from 'react';
import type { Point } from '../../../app/image/greyFrame.ts';
import classes from './FrameCanvas.module.css';
import type { Measure } from './measure.ts';
import { type Ground, paintScene, type Scene } from './paint.ts';
import { type SceneInput, useScene } from './useScene.ts';
import { useViewport } from './useViewport.ts';
import { type Size, toFrame, type Viewport, ZOOM_STEP } from './viewport.ts';

export type FrameCanvasProps = SceneInput & {
  /** What this picture is, for those who do not see it. */
  label: string;
  measuring: boolean;
  onMeasure?: (measure: Measure | null) => void;
  /** Labels that lie over the canvas and move with it. */
  overlay?: (viewport: Viewport, canvas: Size) => ReactNode;
};

/**
 * A frame with everything drawn on it. Wheel or + and − zoom, dragging moves, double click or 0 shows the whole
 * frame; while editing, dragging paints, the right button erases, Shift or the middle button moves.
 */
export function FrameCanvas(props: FrameCanvasProps) {
  const { label, measuring, measure, onMeasure, overlay, editing } = props;
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const view = useViewport(host, props.view);
  const scene = useScene(props);
  const brush = useRef<Point | null>(null);
  const drag = useRef<{ x: number; y: number; does: 'pan' | 'paint' | 'measure' } | null>(null);
  const erasing = useRef(false);

  const builder = useRef<() => Scene>(null);
  builder.current = () =>
    scene(
      view.viewport,
      view.size,
      editing && editing.tool !== 'redraw' && brush.current
        ? {
            at: brush.current,
            radius: editing.radius,
            erases: (editing.tool === 'eraser') !== erasing.current,
          }
        : null,
    );

  const due = useRef(0);
  const ground = useRef<Ground | null>(null);
  const repaint = useCallback(() => {
    if (due.current) return;
    due.current = requestAnimationFrame(() => {
      due.current = 0;
      const context = canvas.current?.getContext('2d', { alpha: false });
      if (context && builder.current) paintScene(context, builder.current(), devicePixelRatio, ground);
    });
  }, []);
  useEffect(() => () => cancelAnimationFrame(due.current), []);
  useEffect(repaint);
  editing?.onRepaint(repaint);

  // A wheel handler that may prevent scrolling has to be added by hand: React adds passive ones.
  const zoom = useRef(view.zoom);
  zoom.current = view.zoom;
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const at = { x: event.clientX - box.left, y: event.clientY - box.top };
      zoom.current(at, ZOOM_STEP ** (-event.deltaY / (event.deltaMode === 1 ? 3 : 100)));
    };
    element.addEventListener('wheel', wheel, { passive: false });
    return () => element.removeEventListener('wheel', wheel);
  }, []);

  const at = (event: { clientX: number; clientY: number }): Point => {
    const box = host.current!.getBoundingClientRect();
    return toFrame(view.viewport, { x: event.clientX - box.left, y: event.clientY - box.top });
  };

  const down = (event: PointerEvent) => {
    if (event.target !== canvas.current) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const place = at(event);
    const moves = event.button === 1 || event.shiftKey;
    const does = moves ? 'pan' : editing ? 'paint' : measuring ? 'measure' : 'pan';
    drag.current = { x: event.clientX, y: event.clientY, does };
    if (does === 'paint') {
      erasing.current = event.button === 2 || event.altKey;
      editing?.down(place, erasing.current, view.viewport.scale);
    }
    if (does === 'measure') {
      if (measure && !measure.done) onMeasure?.({ ...measure, to: place, done: true });
      else onMeasure?.({ from: place, to: place, done: false });
    }
  };

  const move = (event: PointerEvent) => {
    const place = at(event);
    brush.current = place;
    const now = drag.current;
    if (now?.does === 'pan') {
      view.move(event.clientX - now.x, event.clientY - now.y);
      drag.current = { ...now, x: event.clientX, y: event.clientY };
    } else if (now?.does === 'paint') {
      const events = event.nativeEvent.getCoalescedEvents?.() ?? [];
      editing?.move(events.length ? events.map(at) : [place], erasing.current, view.viewport.scale);
    } else if (measuring && measure && !measure.done) onMeasure?.({ ...measure, to: place });
    if (editing) repaint();
  };

  const up = (event: PointerEvent) => {
    const now = drag.current;
    drag.current = null;
    if (now?.does === 'paint') editing?.up(at(event), view.viewport.scale);
    // A drag sets both ends at once; a click sets the first and waits for the second.
    if (now?.does === 'measure' && measure && !measure.done) {
      const place = at(event);
      const dragged =
        Math.hypot(place.x - measure.from.x, place.y - measure.from.y) * view.viewport.scale > 4;
      if (dragged) onMeasure?.({ ...measure, to: place, done: true });
    }
    erasing.current = false;
    repaint();
  };

  const ratio = devicePixelRatio;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the canvas is worked with a pointer; every action has a key or a button too
    <div
      ref={host}
      className={classes.host}
      data-does={editing ? editing.tool : measuring ? 'measure' : 'look'}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onPointerCancel={() => {
        drag.current = null;
        editing?.cancel();
      }}
      onPointerLeave={() => {
        brush.current = null;
        repaint();
      }}
      onContextMenu={(event) => editing && event.preventDefault()}
      onDoubleClick={(event) => {
        if (event.target !== canvas.current) return;
        if (editing?.tool === 'redraw') editing.closeOutline();
        else if (!editing && !measuring) view.fit();
      }}
      onKeyDown={(event) => {
        if (event.target !== canvas.current) return;
        const act = keyAction(event.key, view);
        if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        act();
      }}
    >
      <canvas
        ref={canvas}
        className={classes.canvas}
        width={Math.round(view.size.width * ratio)}
        height={Math.round(view.size.height * ratio)}
        tabIndex={0}
        aria-label={label}
        role="img"
      />
      {overlay?.(view.viewport, view.size)}
    </div>
  );
}

const KEY_PAN_PX = 60;

function keyAction(key: string, view: ReturnType<typeof useViewport>): (() => void) | null {
  switch (key) {
    case '+':
    case '=':
      return () => view.zoom(null, ZOOM_STEP);
    case '-':
      return () => view.zoom(null, 1 / ZOOM_STEP);
    case '0':
      return view.fit;
    case 'ArrowLeft':
      return () => view.move(KEY_PAN_PX, 0);
    case 'ArrowRight':
      return () => view.move(-KEY_PAN_PX, 0);
    case 'ArrowUp':
      return () => view.move(0, KEY_PAN_PX);
    case 'ArrowDown':
      return () => view.move(0, -KEY_PAN_PX);
    default:
      return null;
  }
}
