import { ADULT_GLAND, type GlandDimensions } from '../../atlas/template/dimensions.ts';

/**
 * Dimensions at which the template comes nearest to each reference gland, found by
 * `node tools/checkTemplate.ts --fit`. Only for the check: the product uses `ADULT_GLAND`. Lengths are at the
 * template's lobe height of 50 mm, the references' own scale is found by the alignment.
 */
export const MESH_DIMENSIONS: GlandDimensions = { ...ADULT_GLAND, pyramidalLobeHeight: 22 };

export const ATLAS_DIMENSIONS: GlandDimensions = { ...ADULT_GLAND, pyramidalLobeHeight: 4 };
