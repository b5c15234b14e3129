import type { Distance } from '../gland.ts';
import type { Tissue } from '../tissue.ts';

/** One thing in the neck, painted over what was painted before it. Distances in mm, warped coordinates. */
export type Structure = {
  readonly name: string;
  readonly distance: Distance;
  readonly tissue: Tissue;
  /** Echo of the inside against the tissue's mean, dB. */
  readonly texture?: (x: number, s: number, d: number, inside: number) => number;
  /** A reflecting boundary: peak in dB at a right angle to the beam, Gaussian half-thickness in mm. */
  readonly wall?: { readonly peakDb: number; readonly thicknessMm: number; readonly roughness: number };
  /** What lies beneath is not reached by sound: the picture shows only echoes running back and forth. */
  readonly blocks?: 'air' | 'bone';
  /** A round wall that refracts the beam away at its sides. */
  readonly curved?: boolean;
  /** Width of the transition of an ill-defined edge, mm. */
  readonly edgeMm?: number;
};
