import path from 'node:path';
import { z } from 'zod';
import { reliabilitySchema } from '../../app/pack/reliability.ts';
import { figureSchema } from '../figure.ts';

/** What `npm run evaluate:malignancy` writes and `npm run pack:malignancy` reads. */
export const EVALUATION = path.resolve('.cache/evaluate-malignancy.json');

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
