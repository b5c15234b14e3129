import type { FeatureName } from '../../case/assessment.ts';

/** Contributions and responses of the paper's Figure 5: they add up to 0.833. */
export const FIGURE_5: readonly (readonly [FeatureName, number, number])[] = [
  ['location', 0.488, 0.854],
  ['report', 0.197, 0.871],
  ['internalMorphology', 0.191659, 0.868],
  ['margin', 0.056212, 0.597],
  ['echogenicity', 0.028704, 0.448],
  ['shape', 0.022425, 0.808],
  ['sex', 0.009072, 1],
  ['age', 0.006928, 0.702],
];
