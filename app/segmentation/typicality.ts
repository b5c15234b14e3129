import { z } from 'zod';

/**
 * From where on a frame is not what the networks know: set so that about 1 in 100 real thyroid frames kept aside is
 * turned away (`npm run evaluate:typicality` prints the share). A pack without them cannot tell.
 */
export const typicalityLimitsSchema = z.object({
  /** Log-odds of "not a thyroid ultrasound frame the right way up". */
  untypicalLogOdds: z.number().optional(),
  /** Mahalanobis distance to the training frames, 1 being the usual one. */
  untypicalDistance: z.number().positive().optional(),
});
export type TypicalityLimits = z.infer<typeof typicalityLimitsSchema>;

/**
 * Whether a frame is too unlike the frames the networks were trained on for anything they say of it to count.
 * @param typicality the gland network's second output [1,2]: log-odds, distance; absent in packs without it
 */
export function isUntypical(typicality: Float32Array | undefined, limits: TypicalityLimits): boolean {
  if (!typicality) return false;
  const [logOdds, distance] = typicality as unknown as [number, number];
  return (
    logOdds > (limits.untypicalLogOdds ?? Number.POSITIVE_INFINITY) ||
    distance > (limits.untypicalDistance ?? Number.POSITIVE_INFINITY)
  );
}
