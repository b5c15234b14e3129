import { useMemo, useRef, useState } from 'react';
import type { ViewKind } from '../../app/case/patientCase.ts';
import { useWatched, watched } from '../app/store.ts';
import type { ViewerTask } from './frame/FrameViewer.tsx';
import { type GreyWindow, PLAIN_WINDOW } from './frame/greyWindow.ts';
import { FIRST_LAYERS, type Layers } from './frame/layers.ts';
import type { Measure } from './frame/measure.ts';
import type { PanelFocus, PanelId } from './panels/Panel.tsx';

/** The layers a person looks at stay the same from case to case; brightness belongs to the pictures of one. */
const layersInUse = watched<Layers>(FIRST_LAYERS);

export type BoardState = ReturnType<typeof useBoardState>;

/** How the result screen stands: layers, which panel fills the window, what is being done in which frame. */
export function useBoardState() {
  const layers = useWatched(layersInUse);
  const [window, setWindow] = useState<GreyWindow>(PLAIN_WINDOW);
  const [hidden, setHidden] = useState(false);
  const [enlarged, setEnlarged] = useState<PanelId | null>(null);
  // A key pressed right after the pointer moved must find the panel under it: no wait for a render.
  const visited = useRef<PanelId>('transverse');
  const [at, setAt] = useState<{ kind: ViewKind; task: ViewerTask } | null>(null);
  const [measures, setMeasures] = useState<Partial<Record<ViewKind, Measure | null>>>({});
  const [over, show] = useState<'print' | 'compare' | null>(null);

  const focus: PanelFocus = useMemo(
    () => ({
      enlarged,
      enlarge: setEnlarged,
      visit: (id) => {
        visited.current = id;
      },
    }),
    [enlarged],
  );

  /** Editing needs room: the frame fills the window while it lasts and goes back as it was. */
  const setTask = (kind: ViewKind, task: ViewerTask) => {
    if (task === 'edit') setEnlarged(kind);
    else if (at?.task === 'edit') setEnlarged(null);
    if (task === 'look') setMeasures((all) => ({ ...all, [kind]: null }));
    setAt(task === 'look' ? null : { kind, task });
  };

  return {
    layers,
    setLayers: layersInUse.set,
    window,
    setWindow,
    hidden,
    setHidden,
    focus,
    /** The panel that keys are meant for now. */
    visited: () => visited.current,
    at,
    task: at?.task ?? 'look',
    taskOf: (kind: ViewKind): ViewerTask => (at?.kind === kind ? at.task : 'look'),
    setTask,
    measureOf: (kind: ViewKind) => measures[kind] ?? null,
    setMeasure: (kind: ViewKind, measure: Measure | null) =>
      setMeasures((all) => ({ ...all, [kind]: measure })),
    over,
    show,
  };
}
