import * as theme from '../theme/colours.ts';
import type { SceneColours } from './sceneState.ts';

/** The 3D view's colours on the screen's dark ground and on a print's white one. */
export const ATLAS_COLOURS: SceneColours = {
  nodule: theme.nodule,
  // yellow turns to the grey of a low risk in a grey print; nothing on the scale is as dark as this
  printNodule: '#101418',
  shell: theme.capsuleLine,
  printShell: '#1f2a33',
  neighbours: theme.note,
  ground: theme.surfaces.panel,
  printGround: '#ffffff',
};
