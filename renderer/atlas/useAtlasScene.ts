import { type RefObject, useEffect, useRef, useState } from 'react';
import { builtInField } from '../../atlas/riskField/builtIn.ts';
import { template } from '../../atlas/template/template.ts';
import * as theme from '../theme/colours.ts';
import { surfaces } from '../theme/colours.ts';
import type { AtlasScene } from './scene.ts';
import type { SceneState } from './sceneState.ts';

export const PRINT_GROUND = '#ffffff';
const NEIGHBOURS_COLOUR = '#9fb4c7';

/**
 * Keeps a scene on the canvas, sized to its parent and brought up to the state; frees it on unmount. three is
 * loaded only here.
 *
 * @returns the scene once it stands; `failed` when this computer has no WebGL
 */
export function useAtlasScene(
  canvas: RefObject<HTMLCanvasElement | null>,
  state: SceneState,
): { scene: RefObject<AtlasScene | null>; ready: boolean; failed: boolean } {
  const scene = useRef<AtlasScene | null>(null);
  const [ready, setReady] = useState(false);
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    const element = canvas.current;
    const parent = element?.parentElement;
    if (!element || !parent) return;
    let gone = false;
    let observer: ResizeObserver | null = null;
    const fail = () => setFailed(true);
    const start = async () => {
      const { createAtlasScene } = await import('./scene.ts');
      if (gone) return;
      try {
        const made = createAtlasScene(element, template(), builtInField(), {
          nodule: theme.nodule,
          neighbours: NEIGHBOURS_COLOUR,
          ground: surfaces.panel,
          printGround: PRINT_GROUND,
        });
        scene.current = made;
        const fit = () => made.resize(parent.clientWidth, parent.clientHeight, devicePixelRatio);
        observer = new ResizeObserver(fit);
        observer.observe(parent);
        setReady(true);
      } catch {
        fail();
      }
    };
    element.addEventListener('webglcontextlost', fail);
    void start();
    return () => {
      gone = true;
      element.removeEventListener('webglcontextlost', fail);
      observer?.disconnect();
      scene.current?.dispose();
      scene.current = null;
    };
  }, [canvas]);

  useEffect(() => {
    if (ready) scene.current?.show(state);
  }, [ready, state]);

  return { scene, ready, failed };
}
