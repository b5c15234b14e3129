import path from 'node:path';
import { clinicalModelSchema, estimate } from '../../app/clinical/model.ts';
import { clinicalPatientOf } from '../../app/clinical/readRow.ts';
import { binaryProbability } from '../../app/opinion/answers.ts';
import type { ActivePack } from '../../main/inference/client.types.ts';
import { type Answered, binaryResult, compare } from './binary.ts';
import { modelName } from './opinions.ts';
import { type Comparison, EvaluateTrouble, type Result } from './result.ts';
import { seenTable } from './seenInTraining.ts';
import { patientAt, type Table } from './tables.ts';

/** Patients by rows with `lateral_node_metastasis`, 0 or 1; rows without it are left out and counted. */
export function clinicalResults(
  table: Table,
  packs: readonly ActivePack[],
  cutoff: number,
  resamples: number,
): { results: Result[]; comparisons: Comparison[] } {
  const on = path.basename(table.file);
  const known = table.rows.flatMap((row, i) => {
    const label = row.lateral_node_metastasis;
    if (label !== '0' && label !== '1' && label !== '')
      throw new EvaluateTrouble(
        `${on}, row ${table.lines[i]}: "${label}" in column lateral_node_metastasis is neither 0, 1 nor empty`,
      );
    return label === '' ? [] : [{ row, i, label: label === '1' ? (1 as const) : (0 as const) }];
  });
  if (known.length === 0) throw new EvaluateTrouble(`${on}: no row tells lateral_node_metastasis`);
  const seen = seenTable(table.file);
  const notes = [
    ...(known.length < table.rows.length
      ? [`${table.rows.length - known.length} rows without lateral_node_metastasis were left out`]
      : []),
    ...(seen
      ? [
          `the shipped pack was fitted on these patients (${seen.name}): too good here; its card has the external test`,
        ]
      : []),
  ];
  const models = packs.map((pack) => {
    const model = clinicalModelSchema.safeParse(pack.manifest.parameters);
    if (!model.success)
      throw new EvaluateTrouble(`${modelName(pack)} holds no clinical model that can be read`);
    const answered = known.map(({ row, i, label }): Answered => {
      const { logit } = estimate(model.data, clinicalPatientOf(row));
      return {
        id: row.patient || row.case || String(i + 1),
        patient: patientAt(table, i),
        probability: binaryProbability(pack.manifest, logit).probability,
        label,
      };
    });
    return { model: modelName(pack), answered };
  });
  return {
    results: models.map(({ model, answered }) =>
      binaryResult({ task: 'clinical', model, on, notes }, answered, cutoff, resamples),
    ),
    comparisons: models.flatMap((first, i) =>
      models.slice(i + 1).map((second) => compare(on, first, second)),
    ),
  };
}
