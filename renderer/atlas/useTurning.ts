import { type PointerEvent, type RefObject, useEffect, useRef } from 'react';
import type { Eye } from './orbit.ts';
import { eyeAfterDrag, eyeAfterPinch, eyeAfterWheel } from './turning.ts';

type Handlers = {
  /** Turn by dragging, by two fingers and by the wheel. */
  onEye: (next: (eye: Eye) => Eye) => void;
  /** The pointer rests over a point of the view (CSS pixels), or has left it. */
  onHover: (at: { x: number; y: number } | null) => void;
  onPick: (at: { x: number; y: number }) => void;
};

/** More than this many pixels makes a press a drag, not a click. */
const CLICK_SLACK_PX = 4;

/** Pointer and wheel handling of the 3D view. */
export function useTurning(
  canvas: RefObject<HTMLCanvasElement | null>,
  canvasKey: number,
  { onEye, onHover, onPick }: Handlers,
) {
  const held = useRef(new Map<number, { x: number; y: number }>());
  const moved = useRef(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new key means a new canvas
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    // React listens passively to wheel; without preventDefault the panel behind would scroll
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      onEye((eye) => eyeAfterWheel(eye, event.deltaY));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [canvas, canvasKey, onEye]);

  const at = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      held.current.set(event.pointerId, at(event));
      moved.current = 0;
    },
    onPointerMove: (event: PointerEvent) => {
      const now = at(event);
      const before = held.current.get(event.pointerId);
      if (!before) {
        onHover(now);
        return;
      }
      moved.current += Math.hypot(now.x - before.x, now.y - before.y);
      const width = event.currentTarget.clientWidth;
      const other = [...held.current].find(([id]) => id !== event.pointerId)?.[1];
      onEye((eye) =>
        other
          ? eyeAfterPinch(eye, [before, other], [now, other], width)
          : eyeAfterDrag(eye, now.x - before.x, now.y - before.y, width),
      );
      held.current.set(event.pointerId, now);
      onHover(null);
    },
    onPointerUp: (event: PointerEvent) => {
      const was = held.current.delete(event.pointerId);
      if (was && moved.current <= CLICK_SLACK_PX) onPick(at(event));
    },
    onPointerCancel: (event: PointerEvent) => held.current.delete(event.pointerId),
    onPointerLeave: () => onHover(null),
  };
}
