import type { FeatureName } from '../case/assessment.ts';

/** Patches of one 224 × 224 map: 7 × 7 of 32 px each. */
export const PATCHES_PER_SIDE = 7;
const PATCHES = PATCHES_PER_SIDE * PATCHES_PER_SIDE;
const REPORT = 50;
export const IMAGE_TOKENS = 3 * PATCHES;
export const TEXT_TOKENS = REPORT + 4;
export const FUSION_TOKENS = IMAGE_TOKENS + TEXT_TOKENS;

/**
 * Where each feature's tokens stand in the fused sequence, [from, to): 49 location, 49 texture, 49 margin,
 * 50 report, then sex, age, echogenicity and shape. `groupLogits` lists the features in FEATURE_NAMES order.
 */
export const TOKEN_RANGES: Readonly<Record<FeatureName, readonly [number, number]>> = {
  location: [0, PATCHES],
  internalMorphology: [PATCHES, 2 * PATCHES],
  margin: [2 * PATCHES, IMAGE_TOKENS],
  report: [IMAGE_TOKENS, IMAGE_TOKENS + REPORT],
  sex: [IMAGE_TOKENS + REPORT, IMAGE_TOKENS + REPORT + 1],
  age: [IMAGE_TOKENS + REPORT + 1, IMAGE_TOKENS + REPORT + 2],
  echogenicity: [IMAGE_TOKENS + REPORT + 2, IMAGE_TOKENS + REPORT + 3],
  shape: [IMAGE_TOKENS + REPORT + 3, IMAGE_TOKENS + REPORT + 4],
};
