import { z } from 'zod';

/** A sentence or a name in both languages of the product: what a pack says travels inside the pack. */
export const bothLanguagesSchema = z.object({
  en: z.string().trim().min(1).max(1200),
  zh: z.string().trim().min(1).max(1200),
});
export type BothLanguages = z.infer<typeof bothLanguagesSchema>;
