import path from 'node:path';
import { z } from 'zod';
import { reliabilitySchema } from '../../app/pack/reliability.ts';
import { figureSchema } from '../figure.ts';

/** What `npm run evaluate:cytology` writes and `npm run pack:cytology` reads. */
export const EVALUATION = path.resolve('.cache/evaluate-cytology.json');

const systemSchema = z.object({
  figures: z.array(figureSchema),
  temperature: z.number(),
  /** Absent in evaluations from before it was measured. */
  reliability: reliabilitySchema.optional(),
  bands: z.array(z.object({ from: z.number(), to: z.number(), pictures: z.int(), right: z.int() })),
});

export const evaluationSchema = z.object({
  /** The data folder's own name, its classes, and how many pictures were answered by networks that never saw them. */
  data: z.string(),
  classes: z.array(z.string()),
  measured: z.int(),
  systems: z.object({ basic: systemSchema, premium: systemSchema }),
});
export type Evaluation = z.infer<typeof evaluationSchema>;

/** The index that tools/exportCytology.ts writes. */
export const trainingRowsSchema = z.object({
  rows: z.array(z.object({ label: z.string(), fold: z.int() })),
});
