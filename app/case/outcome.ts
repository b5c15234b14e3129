import { z } from 'zod';

/** What became of a case: whether lateral lymph node metastasis was found. Recorded by a person, never overwritten. */
export const outcomeBasisSchema = z.enum([
  /** Nodes of the lateral neck were removed and looked at. */
  'histology',
  /** Needle cytology or wash-out thyroglobulin of a lateral node. */
  'needle',
  /** No lateral node appeared in follow-up after the operation. */
  'followUp',
]);
export type OutcomeBasis = z.infer<typeof outcomeBasisSchema>;

export const outcomeSchema = z.object({
  outcomeId: z.string(),
  /** Null: what was recorded before is taken back. */
  lateralMetastasis: z.boolean().nullable(),
  basis: outcomeBasisSchema,
  recordedAt: z.iso.datetime(),
  /** Who; null where nobody was signed in. */
  recordedBy: z.string().nullable(),
});
export type Outcome = z.infer<typeof outcomeSchema>;
