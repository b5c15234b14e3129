import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { RiskField } from '../../atlas/riskField/field.ts';
import { template } from '../../atlas/template/template.ts';
import { ATLAS_COLOURS } from './atlasColours.ts';
import type { AtlasScene } from './scene.ts';
import type { SceneState } from './sceneState.ts';

/** How long the browser may take to give a lost context back before a new canvas is tried, ms. */
const RESTORE_MS = 1500;
/** New canvases tried before the sections are shown instead. */
const ATTEMPTS = 3;

export type Drawing =
  | 'starting'
  | 'drawn'
  /** The graphics were interrupted; drawing goes on by itself. */
  | 'interrupted'
  /** This computer has no WebGL. */
  | 'noWebgl'
  /** It had, and did not give it back. */
  | 'lost';

/**
 * Keeps a scene on the canvas, sized to its parent and brought up to the state; frees it on unmount. A lost WebGL
 * context (a sleeping laptop, a driver that restarts) is waited for, then tried on a new canvas. three is loaded
 * only here.
 *
 * @returns `canvasKey`: the canvas's React key, changed when a new one is needed; `again` starts over
 */
export function useAtlasScene(
  canvas: RefObject<HTMLCanvasElement | null>,
  state: SceneState,
  field: RiskField,
): { scene: RefObject<AtlasScene | null>; drawing: Drawing; canvasKey: number; again: () => void } {
  const scene = useRef<AtlasScene | null>(null);
  const [drawing, setDrawing] = useState<Drawing>('starting');
  const [canvasKey, setCanvasKey] = useState(0);
  const failures = useRef(0);
  const latest = useRef(state);
  useEffect(() => {
    latest.current = state;
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new key means a new canvas
  useEffect(() => {
    const element = canvas.current;
    const parent = element?.parentElement;
    if (!element || !parent) return;
    let gone = false;
    let observer: ResizeObserver | null = null;
    let patience: ReturnType<typeof setTimeout> | undefined;
    const giveUp = () => {
      failures.current++;
      if (failures.current < ATTEMPTS) setCanvasKey((key) => key + 1);
      else setDrawing('lost');
    };
    const onLost = (event: Event) => {
      // without this the browser never gives the context back
      event.preventDefault();
      setDrawing('interrupted');
      clearTimeout(patience);
      patience = setTimeout(giveUp, RESTORE_MS);
    };
    const onRestored = () => {
      clearTimeout(patience);
      failures.current = 0;
      scene.current?.show(latest.current);
      setDrawing('drawn');
    };
    const start = async () => {
      const { createAtlasScene } = await import('./scene.ts');
      if (gone) return;
      let made: AtlasScene;
      try {
        made = createAtlasScene(element, template(), field, ATLAS_COLOURS);
      } catch {
        setDrawing(failures.current > 0 ? 'lost' : 'noWebgl');
        return;
      }
      scene.current = made;
      const fill = () => made.resize(parent.clientWidth, parent.clientHeight, devicePixelRatio);
      observer = new ResizeObserver(fill);
      fill();
      observer.observe(parent);
      made.show(latest.current);
      // before React works on what follows from its being there
      made.draw();
      setDrawing('drawn');
    };
    element.addEventListener('webglcontextlost', onLost);
    element.addEventListener('webglcontextrestored', onRestored);
    void start();
    return () => {
      gone = true;
      clearTimeout(patience);
      element.removeEventListener('webglcontextlost', onLost);
      element.removeEventListener('webglcontextrestored', onRestored);
      observer?.disconnect();
      scene.current?.dispose();
      scene.current = null;
    };
  }, [canvas, canvasKey, field]);

  useEffect(() => {
    scene.current?.show(state);
  }, [state]);

  const again = useCallback(() => {
    failures.current = 0;
    setDrawing('starting');
    setCanvasKey((key) => key + 1);
  }, []);
  return { scene, drawing, canvasKey, again };
}
