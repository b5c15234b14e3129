import { z } from 'zod';

export const boxSchema = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });

/** A coarse map over a crop of the frame (Grad-CAM, Grad-CAM++, attention): values 0 to 1, row-major, box in frame pixels. */
export const coarseMapSchema = z.object({
  box: boxSchema,
  rows: z.int(),
  columns: z.int(),
  values: z.array(z.number().min(0).max(1)),
});
export type CoarseMap = z.infer<typeof coarseMapSchema>;
