import type { Assessment } from '../../../app/case/assessment.ts';

/** The three activation maps of an assessment, named as in the assessment. */
export const CAM_NAMES = ['location', 'texture', 'margin'] as const;
export type CamName = (typeof CAM_NAMES)[number];

/** Which maps an assessment holds: one whose method failed its checks was left out when it was made. */
export function camsOf(assessment: Assessment | null): readonly CamName[] {
  return CAM_NAMES.filter((name) => assessment?.views.some((view) => view.cam?.[name]) ?? false);
}

/** What lies over the frames; shared by all frames of the screen. */
export type Layers = {
  readonly nodule: boolean;
  readonly gland: boolean;
  readonly phi: boolean;
  readonly cam: CamName | null;
};
export const FIRST_LAYERS: Layers = { nodule: true, gland: true, phi: false, cam: null };
export const LAYER_NAMES = ['nodule', 'gland', 'phi', 'cam'] as const;
export type LayerName = (typeof LAYER_NAMES)[number];

export function isOn(layers: Layers, name: LayerName): boolean {
  return name === 'cam' ? layers.cam !== null : layers[name];
}

/** Turns a layer on or off. φ and activation cover each other, so turning one on turns the other off. */
export function toggleLayer(layers: Layers, name: LayerName, lastCam: CamName = 'location'): Layers {
  if (name === 'cam') {
    return layers.cam !== null ? { ...layers, cam: null } : { ...layers, cam: lastCam, phi: false };
  }
  const on = !layers[name];
  return { ...layers, [name]: on, ...(name === 'phi' && on ? { cam: null } : {}) };
}
