import { z } from 'zod';

/** The settings that a shown risk or stage rests on; another value makes an earlier estimate stale. */
export const restingSettingsSchema = z.object({
  prevalence: z.number().min(0).max(1),
  positiveCutoff: z.number().min(0).max(1),
});
export type RestingSettings = z.infer<typeof restingSettingsSchema>;
export const RESTING_SETTINGS = ['prevalence', 'positiveCutoff'] as const;

/** Why the newest estimate of a case is not what an assessment made now would be. */
export const staleReasonSchema = z.discriminatedUnion('kind', [
  /** A fact, a picture or an outline has changed. */
  z.object({ kind: z.literal('case') }),
  /** Another main line is in use. */
  z.object({ kind: z.literal('pack') }),
  /** The place's risk was read from another risk field than the one in use. */
  z.object({ kind: z.literal('field') }),
  z.object({
    kind: z.literal('setting'),
    setting: z.enum(RESTING_SETTINGS),
    was: z.number(),
    now: z.number(),
  }),
  /** A system that was activated after this estimate has not been asked. */
  z.object({ kind: z.literal('notAsked'), system: z.string(), sha256: z.string() }),
]);
export type StaleReason = z.infer<typeof staleReasonSchema>;
