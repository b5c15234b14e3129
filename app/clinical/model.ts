import { z } from 'zod';
import { CLINICAL_COLUMNS, CLINICAL_FACTS, type ClinicalFact, columnsOf } from './columns.ts';
import type { ClinicalPatient } from './patient.ts';

const count = CLINICAL_COLUMNS.length;
const perColumn = z.array(z.number()).length(count);
const square = (size: number) => z.array(z.array(z.number()).length(size)).length(size);

/** The model as it stands in the pack's manifest under `parameters`: a penalised logistic regression. */
export const clinicalModelSchema = z.object({
  columns: z
    .array(z.string())
    .refine((names) => names.join() === CLINICAL_COLUMNS.map((c) => c.name).join(), 'other columns'),
  intercept: z.number(),
  coefficients: perColumn,
  /** Means of the training patients; a column enters as its distance from them. */
  means: perColumn,
  /** Covariance of intercept and coefficients (uncertainty of the fit). */
  covariance: square(count + 1),
  /** Covariance of the columns among the training patients (what a missing fact could have been). */
  spread: square(count),
  /** Share with lateral metastasis among the training patients: what the probability assumes. */
  prevalence: z.number().min(0).max(1),
  patients: z.int().min(1),
});
export type ClinicalModel = z.infer<typeof clinicalModelSchema>;

export type ClinicalEstimate = {
  /** Log-odds of lateral metastasis averaged over what the missing facts could be, before the pack's calibration. */
  readonly logit: number;
  /** Of the log-odds: uncertainty of the fit, and of what the missing facts could have been. */
  readonly standardError: number;
  /** Variance of the log-odds that the missing facts leave open. */
  readonly openVariance: number;
  /** What each fact adds to the log-odds against the average patient; null where it is not known. */
  readonly added: Readonly<Record<ClinicalFact, number | null>>;
};

/**
 * A fact that is not known adds nothing, as for the average patient, but what it could have been is averaged over
 * (a normal spread of its term, as among the training patients; MacKay 1992's approximation of the mean of a sigmoid)
 * and widens the interval. There is no "missing" column: in the sources,
 * size is missing where the tumour had grown out of the gland, which would leak the outcome.
 */
export function estimate(model: ClinicalModel, patient: ClinicalPatient): ClinicalEstimate {
  const columns = columnsOf(patient);
  const centred = columns.map((value, i) => (value === null ? 0 : value - model.means[i]!));
  const terms = centred.map((value, i) => value * model.coefficients[i]!);
  const linear = model.intercept + terms.reduce((a, b) => a + b, 0);
  const x = [1, ...centred];
  let variance = 0;
  for (const [i, a] of x.entries())
    for (const [j, b] of x.entries()) variance += a * b * model.covariance[i]![j]!;
  let openVariance = 0;
  const missing = columns.flatMap((value, i) => (value === null ? [i] : []));
  for (const i of missing)
    for (const j of missing)
      openVariance += model.coefficients[i]! * model.coefficients[j]! * model.spread[i]![j]!;
  const added = Object.fromEntries(
    CLINICAL_FACTS.map((fact) => {
      const own = CLINICAL_COLUMNS.flatMap((column, i) => (column.fact === fact ? [i] : []));
      const known = own.every((i) => columns[i] !== null);
      return [fact, known ? own.reduce((sum, i) => sum + terms[i]!, 0) : null];
    }),
  ) as Record<ClinicalFact, number | null>;
  return {
    logit: linear / Math.sqrt(1 + (Math.PI * openVariance) / 8),
    standardError: Math.sqrt(variance + openVariance),
    openVariance,
    added,
  };
}
