import { z } from 'zod';

/** What a malignancy pack's manifest says beside the weights of its classifier. */
export const malignancyParametersSchema = z.object({
  /** Side of the square input, pixels. */
  inputSize: z.int().min(32).max(1024),
  /** Side of the crop ÷ longer side of the nodule's box. */
  cropFactor: z.number().min(1).max(10),
  /** The output to lay over the picture; none where the network has no map of its own. */
  map: z
    .object({
      output: z.string(),
      /**
       * Values are divided by the picture's largest, or by this where that is smaller: a Grad-CAM in which nothing
       * speaks for malignancy stays dark instead of glowing where it is least dark.
       */
      fullAt: z.number().positive(),
    })
    .optional(),
});
export type MalignancyParameters = z.infer<typeof malignancyParametersSchema>;
