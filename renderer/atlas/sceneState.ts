import type { Placement } from '../../atlas/place.types.ts';
import type { Cut } from './cutPlane.names.ts';
import { type Eye, FIRST_EYE } from './orbit.ts';

/** What the view shows besides the gland; a plain value that the scene is brought up to. */
export type SceneState = {
  readonly eye: Eye;
  readonly placement: Placement | null;
  /** Of the gland, 0.1 to 1. */
  readonly opacity: number;
  readonly cut: Cut | null;
  readonly neighbours: boolean;
  /** Light ground and a colour map of greys, for print. */
  readonly print: boolean;
};

export type SceneColours = { nodule: string; neighbours: string; ground: string; printGround: string };

export const FIRST_STATE: SceneState = {
  eye: FIRST_EYE,
  placement: null,
  opacity: 0.6,
  cut: null,
  neighbours: true,
  print: false,
};
