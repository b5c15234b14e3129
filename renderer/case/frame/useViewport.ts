import { type RefObject, useLayoutEffect, useState } from 'react';
import type { Point } from '../../../app/image/greyFrame.ts';
import { fitViewport, pan, resized, type Size, type Viewport, zoomAt } from './viewport.ts';

const NO_SIZE: Size = { width: 1, height: 1 };

/** The viewport of a frame in an element: follows the element's size, and gives zoom, pan and fit. */
export function useViewport(element: RefObject<HTMLElement | null>, frame: Size) {
  const { width, height } = frame;
  const [state, setState] = useState<{ size: Size; viewport: Viewport }>({
    size: NO_SIZE,
    viewport: fitViewport(frame, NO_SIZE),
  });
  useLayoutEffect(() => {
    const host = element.current;
    if (!host) return;
    const follow = () => {
      const size = { width: Math.max(host.clientWidth, 1), height: Math.max(host.clientHeight, 1) };
      setState((now) =>
        now.size.width === size.width && now.size.height === size.height
          ? now
          : { size, viewport: resized(now.viewport, { width, height }, now.size, size) },
      );
    };
    follow();
    const observer = new ResizeObserver(follow);
    observer.observe(host);
    return () => observer.disconnect();
  }, [element, width, height]);

  return {
    ...state,
    zoom: (at: Point | null, factor: number) =>
      setState((now) => ({
        ...now,
        viewport: zoomAt(
          now.viewport,
          { width, height },
          now.size,
          at ?? { x: now.size.width / 2, y: now.size.height / 2 },
          factor,
        ),
      })),
    move: (dx: number, dy: number) =>
      setState((now) => ({ ...now, viewport: pan(now.viewport, { width, height }, now.size, dx, dy) })),
    fit: () => setState((now) => ({ ...now, viewport: fitViewport({ width, height }, now.size) })),
  };
}
