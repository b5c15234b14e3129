import { fitLogistic } from '../statistics/logistic.ts';
import { mean } from '../statistics/summary.ts';
import { CLINICAL_COLUMNS, columnsOf } from './columns.ts';
import type { ClinicalModel } from './model.ts';
import type { ClinicalPatient } from './patient.ts';

export type LabelledPatient = {
  readonly id: string;
  readonly patient: ClinicalPatient;
  /** 1: metastasis in the lateral neck (N1b). */
  readonly lateral: 0 | 1;
  readonly source: string;
};

/** Chosen beforehand, not tuned: about four patients' worth of "no effect" for each column. */
export const RIDGE = 2;

/**
 * Fits the clinical model. Where patients come from several sources each source has its own intercept (they differ
 * in how often the lateral neck was looked at); the model keeps their average, which is the prevalence of all.
 * Missing facts enter at the mean, and count neither for nor against.
 */
export function fitClinical(patients: readonly LabelledPatient[], ridge = RIDGE): ClinicalModel {
  const rows = patients.map((p) => columnsOf(p.patient));
  const size = CLINICAL_COLUMNS.length;
  const columns = Array.from({ length: size }, (_, i) => i);
  const means = columns.map((i) => meanOrZero(rows.flatMap((row) => (row[i] === null ? [] : [row[i]!]))));
  const centred = rows.map((row) => columns.map((i) => (row[i] === null ? 0 : row[i]! - means[i]!)));
  const sources = [...new Set(patients.map((p) => p.source))].slice(1);
  const shares = sources.map((source) => mean(patients.map((p) => (p.source === source ? 1 : 0))));
  const fitted = fitLogistic(
    centred.map((row, r) => [
      ...row,
      ...sources.map((source, s) => (patients[r]!.source === source ? 1 : 0) - shares[s]!),
    ]),
    patients.map((p) => p.lateral),
    [...columns.map(() => ridge), ...sources.map(() => 0)],
  );
  const spread = columns.map((i) =>
    columns.map((j) => {
      const both = rows.filter((row) => row[i] !== null && row[j] !== null);
      return meanOrZero(both.map((row) => (row[i]! - means[i]!) * (row[j]! - means[j]!)));
    }),
  );
  const keep = [0, ...columns.map((i) => i + 1)];
  return {
    columns: CLINICAL_COLUMNS.map((column) => column.name),
    intercept: fitted.coefficients[0]!,
    coefficients: fitted.coefficients.slice(1, size + 1),
    means,
    covariance: keep.map((i) => keep.map((j) => fitted.covariance[i]![j]!)),
    spread,
    prevalence: mean(patients.map((p) => p.lateral)),
    patients: patients.length,
  };
}

function meanOrZero(values: readonly number[]): number {
  return values.length ? mean(values) : 0;
}
