import { z } from 'zod';

/** Why an assessment was made: what has changed since the one before. */
export const assessmentReasonSchema = z.enum(['first', 'caseChanged', 'basisChanged', 'askedAgain']);
export type AssessmentReason = z.infer<typeof assessmentReasonSchema>;
