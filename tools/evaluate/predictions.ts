import path from 'node:path';
import { type Answered, binaryResult, compare } from './binary.ts';
import type { Comparison, Result } from './result.ts';
import { labelAt, numberAt, patientAt, type Table } from './tables.ts';

/** Columns of a table of predictions that hold no prediction. */
const NOT_PREDICTIONS = ['label', 'case', 'patient', 'id', 'file', 'split'];

/**
 * Which columns hold probabilities, in a table with a `label`: those named `prediction…`, else every other column
 * with numbers (one named after each model).
 */
export function predictionColumns({ columns, rows }: Table): string[] {
  if (!columns.includes('label')) return [];
  const named = columns.filter((name) => /^prediction/i.test(name));
  if (named.length > 0) return named;
  return columns.filter(
    (name) =>
      !NOT_PREDICTIONS.includes(name) &&
      rows.some((row) => row[name] !== '' && Number.isFinite(Number(row[name]))),
  );
}

/** Measures every column of predictions, and compares every two of them. */
export function evaluatePredictions(
  table: Table,
  cutoff: number,
  resamples: number,
): { results: Result[]; comparisons: Comparison[] } {
  const on = path.basename(table.file);
  const models = predictionColumns(table).map((model) => ({
    model,
    answered: table.rows.map(
      (row, i): Answered => ({
        id: row.case || row.id || row.file || String(i + 1),
        patient: patientAt(table, i),
        probability: numberAt(table, i, model, { min: 0, max: 1 }),
        label: labelAt(table, i, 'label'),
      }),
    ),
  }));
  return {
    results: models.map(({ model, answered }) =>
      binaryResult({ task: 'predictions', model, on }, answered, cutoff, resamples),
    ),
    comparisons: models.flatMap((first, i) =>
      models.slice(i + 1).map((second) => compare(on, first, second)),
    ),
  };
}
