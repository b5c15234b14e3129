import { z } from 'zod';

/**
 * What was measured of the explanations of one pair of fusion weights, and what may therefore be shown. Written into
 * the pack's manifest by `npm run evaluate -- --faithfulness --write`; belongs to the file with that hash only.
 */
export const explanationMethodSchema = z.enum([
  'occlusion',
  'rollout',
  'reportTokens',
  'camLocation',
  'camTexture',
  'camMargin',
]);
export type ExplanationMethod = z.infer<typeof explanationMethodSchema>;
export const EXPLANATION_METHODS = explanationMethodSchema.options;

export const checkNameSchema = z.enum([
  /** Spearman per case of contribution against |change of the risk when the feature is occluded|. */
  'rankAgreement',
  /** Area between the curves of a random order and of the method's order; above 0 is better than random. */
  'deletion',
  'insertion',
  /** Spearman of the explanation with that of the same network with all weights shuffled (Adebayo 2018). */
  'randomWeights',
  /** Spearman of the explanation with that of an input with a little noise. */
  'noise',
  /** Beside the checks, for the card: agreement with the exact Shapley values and with the generator's own terms. */
  'exactShapley',
  'generatorTerms',
]);
export type CheckName = z.infer<typeof checkNameSchema>;

const interval = z.tuple([z.number(), z.number()]);
export const faithfulnessCheckSchema = z.object({
  method: explanationMethodSchema,
  check: checkNameSchema,
  value: z.number(),
  interval: interval.nullable(),
  /** The trivial answer beside it: a random order, or 0. */
  baseline: z.object({ value: z.number(), interval: interval.nullable() }).nullable(),
  cases: z.int().min(1),
  /** Null: reported only. */
  passed: z.boolean().nullable(),
});
export type FaithfulnessCheck = z.infer<typeof faithfulnessCheckSchema>;

export const faithfulnessSchema = z.object({
  /** SHA-256 of the network file that was measured. */
  of: z.string().regex(/^[0-9a-f]{64}$/),
  on: z.string(),
  command: z.string(),
  checks: z.array(faithfulnessCheckSchema).max(60),
});
export type Faithfulness = z.infer<typeof faithfulnessSchema>;

/** What a value must be (rank agreement: issue 4; the sanity check's "destroyed": less than half the order is left). */
export const AIMS: Partial<Record<CheckName, { readonly atLeast?: number; readonly below?: number }>> = {
  rankAgreement: { atLeast: 0.7 },
  deletion: { atLeast: 0 },
  insertion: { atLeast: 0 },
  randomWeights: { below: 0.5 },
  noise: { atLeast: 0.8 },
};

/**
 * Whether a measured value reaches its aim. Better than random must hold for the whole 95% interval; the others are
 * judged by their mean.
 */
export function reachesAim(check: CheckName, value: number, interval: readonly [number, number] | null) {
  const aim = AIMS[check];
  if (!aim) return null;
  if (check === 'deletion' || check === 'insertion') return (interval?.[0] ?? value) > 0;
  if (aim.atLeast !== undefined) return value >= aim.atLeast;
  return value < aim.below!;
}

/**
 * The methods that passed every check on these very weights. Without a measurement, or with one of other weights,
 * none did: an explanation that nobody tested is not shown.
 */
export function provenMethods(
  faithfulness: Faithfulness | undefined,
  networkSha256: string,
): ReadonlySet<ExplanationMethod> {
  if (!faithfulness || faithfulness.of !== networkSha256) return new Set();
  return new Set(
    EXPLANATION_METHODS.filter((method) => {
      const own = faithfulness.checks.filter((c) => c.method === method && c.passed !== null);
      return own.length > 0 && own.every((c) => c.passed);
    }),
  );
}
