import { z } from 'zod';
import { mean } from '../statistics/summary.ts';
import { wilson } from '../statistics/wilson.ts';

/**
 * A pack's reliability figure: of the cases that were shown about this probability, how many had it happen. Measured
 * on cases that neither trained the networks nor fitted the calibration that is drawn; written by the pack tools.
 */

const unit = z.number().min(0).max(1);

export const reliabilityBinSchema = z.object({
  count: z.int().min(1),
  /** Mean of the shown probabilities. */
  predicted: unit,
  observed: unit,
  /** Wilson's 95% interval of the observed share. */
  interval: z.tuple([unit, unit]),
});

export const reliabilitySchema = z.object({
  /** The data, in words. */
  on: z.string().min(1).max(400),
  /** What the probability is of: the positive class, or whichever class is named. */
  of: z.enum(['positive', 'likeliest']),
  simulated: z.boolean(),
  /** Prints it. */
  command: z.string().min(1).max(200),
  bins: z.array(reliabilityBinSchema).min(1).max(20),
});
export type Reliability = z.infer<typeof reliabilitySchema>;
export type ReliabilityBin = Reliability['bins'][number];

const TENTHS = 10;
const round = (value: number): number => Number(value.toFixed(4));

/**
 * Shown against observed share in tenths of the shown probability; tenths without a case are left out.
 * @param probabilities calibrated, 0 to 1
 * @param outcomes 1 (or true) where it happened
 */
export function reliabilityInTenths(
  probabilities: readonly number[],
  outcomes: readonly (number | boolean)[],
): ReliabilityBin[] {
  return Array.from({ length: TENTHS }, (_, k) =>
    probabilities.flatMap((p, i) => (Math.min(TENTHS - 1, Math.floor(p * TENTHS)) === k ? [i] : [])),
  )
    .filter((cases) => cases.length > 0)
    .map((cases) => {
      const happened = cases.filter((i) => outcomes[i]).length;
      const [low, high] = wilson(happened, cases.length);
      return {
        count: cases.length,
        predicted: round(mean(cases.map((i) => probabilities[i]!))),
        observed: round(happened / cases.length),
        interval: [round(low), round(high)],
      };
    });
}
