import { ADULT_GLAND, type GlandDimensions } from '../../atlas/template/dimensions.ts';

/**
 * Dimensions at which the template comes nearest to each reference gland, found by
 * `node tools/checkTemplate.ts --fit`. Only for the check: the product uses `ADULT_GLAND`. Lengths are at the
 * template's lobe height of 50 mm, the references' own scale is found by the alignment.
 */
export const MESH_DIMENSIONS: GlandDimensions = {
  ...ADULT_GLAND,
  lobeWidth: 6.78,
  lobeDepth: 16.4,
  lobeFromMidline: 20.07,
  lobeDivergence: 24.73,
  lobeForwardTilt: -17.81,
  lobeBehindTrachea: 8.3,
  lobeTurnDegrees: 8.66,
  lobeTaper: 0.653,
  isthmusHeight: 15.33,
  isthmusThickness: 4.1,
  isthmusBelowMiddle: -1.46,
  tracheaRadius: 14.86,
  pyramidalLobeHeight: 34.31,
};

/** The published points fill the same range on every axis: they were scaled axis by axis, so these are no one's gland. */
export const ATLAS_DIMENSIONS: GlandDimensions = {
  ...ADULT_GLAND,
  lobeWidth: 11.19,
  lobeDepth: 20.97,
  lobeFromMidline: 13.65,
  lobeDivergence: 4.75,
  lobeForwardTilt: 10.6,
  lobeBehindTrachea: 0.6,
  lobeTurnDegrees: 17.48,
  lobeTaper: 0.888,
  isthmusHeight: 15.96,
  isthmusThickness: 10.23,
  isthmusBelowMiddle: 5.55,
  tracheaRadius: 5.9,
  pyramidalLobeHeight: 4,
};
