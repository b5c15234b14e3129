import type { Placement } from '../../atlas/place.types.ts';
import type { Cut } from './cutPlane.names.ts';
import { type Eye, FIRST_EYE } from './orbit.ts';

/** What the view shows besides the field; a plain value that the scene is brought up to. */
export type SceneState = {
  readonly eye: Eye;
  readonly placement: Placement | null;
  /** Of the gland, 0.1 to 1. */
  readonly opacity: number;
  readonly cut: Cut | null;
  readonly neighbours: boolean;
  /** Depth of the shell under the capsule, mm of the shown gland; null hides it. */
  readonly shellMm: number | null;
  /** The shown gland's size over the template's: every length alike. */
  readonly scale: number;
  readonly pyramidal: boolean;
  /** Light ground and a colour map of greys, for print. */
  readonly print: boolean;
};

export type SceneColours = {
  readonly nodule: string;
  readonly printNodule: string;
  readonly shell: string;
  readonly printShell: string;
  readonly neighbours: string;
  readonly ground: string;
  readonly printGround: string;
};

export const FIRST_STATE: SceneState = {
  eye: FIRST_EYE,
  placement: null,
  opacity: 0.6,
  cut: null,
  neighbours: true,
  shellMm: null,
  scale: 1,
  pyramidal: false,
  print: false,
};
