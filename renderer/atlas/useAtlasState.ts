import { useCallback, useMemo, useState } from 'react';
import type { Sex } from '../../app/case/patientCase.ts';
import type { Placement } from '../../atlas/place.types.ts';
import { type GlandSize, scaleOf } from './glandSize.ts';
import type { Eye } from './orbit.ts';
import { FIRST_STATE, type SceneState } from './sceneState.ts';

/** What the person set in the view. The eye may be shared with another view (two cases turned together). */
export type AtlasSettings = Omit<SceneState, 'placement' | 'scale' | 'eye' | 'shellMm'> & {
  readonly shell: boolean;
  readonly labels: boolean;
  /** Null follows the case's sex. */
  readonly size: GlandSize | null;
};

/** An eye that several views turn by. */
export type SharedEye = {
  readonly eye: Eye;
  readonly onEye: (next: (eye: Eye) => Eye) => void;
};

const FIRST: AtlasSettings = {
  opacity: FIRST_STATE.opacity,
  cut: null,
  neighbours: true,
  pyramidal: false,
  print: false,
  shell: false,
  labels: true,
  size: null,
};

export function useAtlasState(given: {
  placement: Placement | null;
  sex: Sex | null;
  shellMm: number;
  shared: SharedEye | undefined;
}) {
  const { placement, sex, shellMm, shared } = given;
  const [settings, setSettings] = useState(FIRST);
  const [ownEye, setOwnEye] = useState(FIRST_STATE.eye);
  const change = useCallback(
    (part: Partial<AtlasSettings>) => setSettings((old) => ({ ...old, ...part })),
    [],
  );
  const eye = shared?.eye ?? ownEye;
  const onEye = shared?.onEye ?? setOwnEye;
  const size = settings.size ?? sex ?? 'adult';
  const scale = scaleOf(size);
  const state = useMemo<SceneState>(() => {
    const { shell, labels: _, size: __, ...shown } = settings;
    return { ...shown, eye, placement, scale, shellMm: shell ? shellMm : null };
  }, [settings, eye, placement, scale, shellMm]);
  return { settings, change, state, size, onEye };
}
