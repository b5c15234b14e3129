import { z } from 'zod';

/** "What would change this estimate?": the nearest change of one input at which the stage is another. */

export const sensitivityInputSchema = z.enum(['distance', 'size', 'echogenicity', 'age']);
export type SensitivityInput = z.infer<typeof sensitivityInputSchema>;
/** Lengths are in mm where every view's scale is known, else a share of the gland's half thickness, %. */
export const sensitivityUnitSchema = z.enum(['mm', 'glandPercent', 'greyLevels', 'years']);
export type SensitivityUnit = z.infer<typeof sensitivityUnitSchema>;

const unit = z.number().min(0).max(1);
export const sensitivityAnswerSchema = z.object({
  probability: unit,
  interval: z.tuple([unit, unit]),
  stage: z.union([z.literal(1), z.literal(2), z.literal(3)]),
});
/** What the network says with one input changed. */
export type SensitivityAnswer = z.infer<typeof sensitivityAnswerSchema>;

export const crossingSchema = sensitivityAnswerSchema.extend({ value: z.number() });
export type Crossing = z.infer<typeof crossingSchema>;

export const sensitivityRowSchema = z.object({
  input: sensitivityInputSchema,
  unit: sensitivityUnitSchema,
  /** As the case has it; null where it was not given. */
  current: z.number().nullable(),
  /** The values that were possible in this case and asked about. */
  range: z.tuple([z.number(), z.number()]).nullable(),
  below: crossingSchema.nullable(),
  above: crossingSchema.nullable(),
});
export type SensitivityRow = z.infer<typeof sensitivityRowSchema>;

export const sensitivitySchema = z.object({
  now: sensitivityAnswerSchema,
  cutoff: unit,
  rows: z.array(sensitivityRowSchema),
  /** Null without a report; else the parts whose absence alone changes the stage. */
  report: z.array(sensitivityAnswerSchema.extend({ text: z.string() })).nullable(),
});
export type Sensitivity = z.infer<typeof sensitivitySchema>;

/** Points at equal distances between the current value and each end at which the network is asked first. */
const GRID = 6;

/**
 * Walks from the current value outwards on a grid to each end of the range, and where the stage first differs halves
 * the gap until two neighbouring steps lie on either side. Nothing is assumed about the shape of the answer between
 * grid points but that a change and its undoing do not both hide between two of them.
 *
 * @param current the case's own value
 * @param range smallest and largest value to try
 * @param step the finest difference worth telling (0.1 mm, one year); the answer lies on a multiple of it
 * @param ask the network's answer at a value
 * @param possible whether the value can be in this case; impossible ones end the range on their side
 * @returns the crossings nearest the current value, and the values between which was asked
 */
export async function nearestCrossings(
  current: number,
  range: readonly [number, number],
  step: number,
  stageNow: number,
  ask: (value: number) => Promise<SensitivityAnswer>,
  possible: (value: number) => boolean = () => true,
): Promise<{ range: [number, number]; below: Crossing | null; above: Crossing | null }> {
  const towards = async (end: number) => {
    const way = end < current ? -1 : 1;
    // The step at or just inside the current value counts as the case itself; the one beyond it is asked.
    const start = way < 0 ? Math.ceil(current / step - 1e-9) : Math.floor(current / step + 1e-9);
    const last = way < 0 ? Math.ceil(range[0] / step - 1e-9) : Math.floor(range[1] / step + 1e-9);
    const valueAt = (k: number) => Number((k * step).toFixed(6));
    const at = async (k: number): Promise<Crossing> => ({ ...(await ask(valueAt(k))), value: valueAt(k) });
    let same = start;
    let reached = current;
    const length = farthest(Math.max(0, (last - start) * way), (d) => possible(valueAt(start + way * d)));
    const points = [...new Set(Array.from({ length: GRID }, (_, i) => Math.ceil(((i + 1) / GRID) * length)))];
    for (const distance of points.filter((d) => d > 0)) {
      const k = start + way * distance;
      const found = await at(k);
      reached = found.value;
      if (found.stage === stageNow) {
        same = k;
        continue;
      }
      let [near, changed] = [same, found];
      while (Math.abs(Math.round(changed.value / step) - near) > 1) {
        const middle = Math.round((near + Math.round(changed.value / step)) / 2);
        const answer = await at(middle);
        if (answer.stage !== stageNow) changed = answer;
        else near = middle;
      }
      return { reached, crossing: changed };
    }
    return { reached, crossing: null };
  };
  const below = current > range[0] ? await towards(range[0]) : { reached: current, crossing: null };
  const above = current < range[1] ? await towards(range[1]) : { reached: current, crossing: null };
  return { range: [below.reached, above.reached], below: below.crossing, above: above.crossing };
}

/** The largest distance up to `most` that holds, if those that hold lie together from 0 on. */
function farthest(most: number, holds: (distance: number) => boolean): number {
  if (most === 0 || holds(most)) return most;
  let [low, high] = [0, most];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}
