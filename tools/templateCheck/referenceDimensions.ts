import { ADULT_GLAND, type GlandDimensions } from '../../atlas/template/dimensions.ts';

/**
 * Dimensions at which the template comes nearest to each reference gland, found by
 * `node tools/checkTemplate.ts --fit`. Only for the check: the product uses `ADULT_GLAND`. Lengths are at the
 * template's lobe height of 50 mm, the references' own scale is found by the alignment.
 */
export const MESH_DIMENSIONS: GlandDimensions = {
  ...ADULT_GLAND,
  lobeWidth: 6.78,
  lobeDepth: 14.18,
  lobeFromMidline: 19.38,
  lobeDivergence: 24.73,
  lobeForwardTilt: -12.46,
  lobeBehindTrachea: 7.32,
  lobeTurnDegrees: 7.42,
  lobeTaper: 0.988,
  isthmusHeight: 15,
  isthmusThickness: 3.82,
  isthmusBelowMiddle: 1.98,
  tracheaRadius: 14.57,
  pyramidalLobeHeight: 34,
};

export const ATLAS_DIMENSIONS: GlandDimensions = { ...ADULT_GLAND, pyramidalLobeHeight: 4 };
