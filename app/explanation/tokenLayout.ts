import type { FeatureGroup, FeatureName } from '../case/assessment.ts';

/**
 * The order of tokens in the fusion network: image tokens first (location, texture, margin, each a grid
 * of patches), then the report's 50 tokens, then sex, age, echogenicity, shape.
 */
export const PATCHES_PER_SIDE = 7;
const PATCHES = PATCHES_PER_SIDE * PATCHES_PER_SIDE;
export const IMAGE_TOKENS = 3 * PATCHES;
export const REPORT_TOKENS = 50;
export const TEXT_TOKENS = REPORT_TOKENS + 4;
export const ALL_TOKENS = IMAGE_TOKENS + TEXT_TOKENS;

/** The tokens of each feature: [first, one past the last). */
export const FEATURE_TOKENS: Record<FeatureName, readonly [number, number]> = {
  location: [0, PATCHES],
  internalMorphology: [PATCHES, 2 * PATCHES],
  margin: [2 * PATCHES, 3 * PATCHES],
  report: [IMAGE_TOKENS, IMAGE_TOKENS + REPORT_TOKENS],
  sex: [IMAGE_TOKENS + REPORT_TOKENS, IMAGE_TOKENS + REPORT_TOKENS + 1],
  age: [IMAGE_TOKENS + REPORT_TOKENS + 1, IMAGE_TOKENS + REPORT_TOKENS + 2],
  echogenicity: [IMAGE_TOKENS + REPORT_TOKENS + 2, IMAGE_TOKENS + REPORT_TOKENS + 3],
  shape: [IMAGE_TOKENS + REPORT_TOKENS + 3, ALL_TOKENS],
};

/** The modality groups of LLNM-Net's Figure 6a. */
export const FEATURE_GROUP: Record<FeatureName, FeatureGroup> = {
  location: 'location',
  report: 'report',
  internalMorphology: 'morphology',
  margin: 'morphology',
  echogenicity: 'morphology',
  shape: 'morphology',
  sex: 'demographics',
  age: 'demographics',
};
