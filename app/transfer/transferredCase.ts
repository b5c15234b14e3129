import { z } from 'zod';
import { assessmentSchema } from '../case/assessment.ts';
import { outcomeBasisSchema } from '../case/outcome.ts';
import { caseFactsSchema, caseViewSchema } from '../case/patientCase.ts';
import { assessmentReasonSchema } from '../contract/assessmentReason.ts';
import { SMEARS_MAX } from '../cytology/smear.ts';

/** One case as it travels from one workstation to another: everything the store keeps of it. */

const id = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const when = z.iso.datetime();
const who = z.string().max(200).nullable();

const pictureSchema = z.strictObject({
  id,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  width: z.int().min(1).max(20_000),
  height: z.int().min(1).max(20_000),
  pngBase64: z.base64().max(80_000_000),
});

export const transferredCaseSchema = z.strictObject({
  id,
  createdAt: when,
  updatedAt: when,
  revision: z.int().min(1).max(1_000_000),
  facts: caseFactsSchema,
  simulated: z.boolean(),
  reviewedAt: when.nullable(),
  archivedAt: when.nullable(),
  pictures: z.array(pictureSchema).max(2 + 10 * SMEARS_MAX),
  views: z.array(caseViewSchema).max(2),
  smears: z
    .array(z.strictObject({ imageId: id, fileName: z.string().max(300), removedAt: when.nullable() }))
    .max(10 * SMEARS_MAX),
  /** Oldest first; each as it was written, with the pack that made it. */
  assessments: z
    .array(
      z.strictObject({
        body: assessmentSchema,
        by: who,
        reason: assessmentReasonSchema.nullable(),
        basis: z
          .strictObject({
            prevalence: z.number().nullable(),
            positiveCutoff: z.number().nullable(),
            asked: z.string().max(4000),
          })
          .nullable(),
      }),
    )
    .max(1000),
  outcomes: z
    .array(
      z.strictObject({
        id,
        lateralMetastasis: z.boolean().nullable(),
        basis: outcomeBasisSchema,
        recordedAt: when,
        by: who,
      }),
    )
    .max(1000),
});
export type TransferredCase = z.infer<typeof transferredCaseSchema>;

/** What would become of a case that is brought in. */
export const ARRIVALS = ['new', 'here', 'otherVersion'] as const;
export const arrivalSchema = z.enum(ARRIVALS);
export type Arrival = z.infer<typeof arrivalSchema>;

/** More in one file would not fit through a browser. */
export const CASES_AT_ONCE = 500;
export const PICTURE_BYTES_AT_ONCE = 200_000_000;
