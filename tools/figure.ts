import { z } from 'zod';

/** One measured figure on its way from an evaluation into a pack: value, 95% interval, and what stands beside it. */
export const figureSchema = z.object({
  name: z.string(),
  on: z.string(),
  value: z.number(),
  interval: z.tuple([z.number(), z.number()]).nullable(),
  baseline: z.object({ name: z.string(), value: z.number() }).nullable(),
});
export type Figure = z.infer<typeof figureSchema>;
