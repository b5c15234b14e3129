import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { auc } from '../app/statistics/auc.ts';
import { fitLogistic } from '../app/statistics/logistic.ts';

/**
 * Fits lateral node metastasis (N1b) on age and sex in the two public patient tables and prints the models:
 * the cohort generator's demographic effects are set beside these.
 * Usage: node tools/fitDemographics.ts
 */
const CLINICAL = path.resolve(import.meta.dirname, '../../shared/datasets/clinical');

type Patient = { age: number; male: number; lateral: number; source: string };

function read(file: string, age: string, sex: string): Patient[] {
  const rows: Record<string, string>[] = parse(readFileSync(path.join(CLINICAL, file)), { columns: true });
  return rows
    .filter((row) => row.lateral_node_metastasis !== '' && row[age] !== '' && row[sex] !== '')
    .map((row) => ({
      age: Number(row[age]),
      male: row[sex].toUpperCase().startsWith('M') ? 1 : 0,
      lateral: Number(row.lateral_node_metastasis),
      source: file,
    }));
}

const tables = [
  read('tcga_thca.csv', 'age_years', 'sex'),
  read('uci_differentiated_thyroid_cancer.csv', 'Age', 'Gender'),
];
for (const patients of [...tables, tables.flat()]) {
  const rows = patients.map((p) => [p.male, (p.age - 43) / 15]);
  const outcomes = patients.map((p) => p.lateral);
  const { coefficients: b, standardErrors: se } = fitLogistic(rows, outcomes);
  const scores = rows.map((row) => row[0]! * b[1]! + row[1]! * b[2]!);
  const name = new Set(patients.map((p) => p.source)).size > 1 ? 'both' : patients[0]!.source;
  const pm = (i: number) => `${b[i]!.toFixed(2)} ± ${(1.96 * se[i]!).toFixed(2)}`;
  console.log(
    `${name}: n ${patients.length}, lateral ${outcomes.reduce((a, v) => a + v, 0)}; log-odds male ${pm(1)}, per 15 years ${pm(2)}; AUC ${auc(scores, outcomes).toFixed(3)}`,
  );
  for (const [from, to] of [
    [0, 35],
    [35, 45],
    [45, 55],
    [55, 120],
  ] as const) {
    for (const male of [0, 1]) {
      const group = patients.filter((p) => p.age >= from && p.age < to && p.male === male);
      const share = group.reduce((a, p) => a + p.lateral, 0) / group.length;
      console.log(`  ${from}–${to} ${male ? 'M' : 'F'}: ${share.toFixed(2)} of ${group.length}`);
    }
  }
}
