import path from 'node:path';
import { z } from 'zod';
import { reliabilitySchema } from '../../app/pack/reliability.ts';

/** What `npm run evaluate:malignancy` writes and `npm run pack:malignancy` reads. */
export const EVALUATION = path.resolve('.cache/evaluate-malignancy.json');

const figureSchema = z.object({
  name: z.string(),
  on: z.string(),
  value: z.number(),
  interval: z.tuple([z.number(), z.number()]).nullable(),
  baseline: z.object({ name: z.string(), value: z.number() }).nullable(),
});
export type Figure = z.infer<typeof figureSchema>;

export const evaluationSchema = z.object({
  command: z.string(),
  systems: z.array(
    z.object({
      name: z.string(),
      sha256: z.string(),
      figures: z.array(figureSchema),
      /** Absent in evaluations from before it was measured. */
      reliability: reliabilitySchema.optional(),
    }),
  ),
});
export type Evaluation = z.infer<typeof evaluationSchema>;
