import { z } from 'zod';
import { sexSchema } from '../case/patientCase.ts';

/**
 * Growth patterns that the clinical model tells apart: papillary (classical or micropapillary), follicular-patterned
 * (follicular variant of papillary, follicular and Hürthle cell carcinoma), tall cell variant.
 */
export const histologySchema = z.enum(['papillary', 'follicularPattern', 'tallCell']);
export type Histology = z.infer<typeof histologySchema>;

/** What is known of a patient without looking at a picture; null where it is not known. */
export const clinicalPatientSchema = z.object({
  ageYears: z.number().min(0).max(120).nullable(),
  sex: sexSchema.nullable(),
  /** Largest diameter of the tumour. */
  sizeCm: z.number().positive().max(20).nullable(),
  /** More than one focus. */
  multifocal: z.boolean().nullable(),
  histology: histologySchema.nullable(),
});
export type ClinicalPatient = z.infer<typeof clinicalPatientSchema>;
