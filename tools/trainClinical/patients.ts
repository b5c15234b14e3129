import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import type { LabelledPatient } from '../../app/clinical/fit.ts';
import { clinicalPatientOf } from '../../app/clinical/readRow.ts';

export type TablePatient = LabelledPatient & { readonly side: 'left' | 'right' | null };

/** The patients of a table whose lateral neck is known; the file's name is the source's. */
export function readPatients(file: string): TablePatient[] {
  const rows: Record<string, string>[] = parse(readFileSync(file), {
    columns: true,
    bom: true,
    trim: true,
    skip_empty_lines: true,
  });
  const source = path.parse(file).name;
  return rows
    .filter((row) => row.lateral_node_metastasis === '0' || row.lateral_node_metastasis === '1')
    .map((row, i) => ({
      id: row.case || row.patient || `${source} ${i + 1}`,
      patient: clinicalPatientOf(row),
      lateral: row.lateral_node_metastasis === '1' ? 1 : 0,
      source,
      side: sideOf(row.laterality || row['Physical Examination'] || row.side || ''),
    }));
}

function sideOf(text: string): 'left' | 'right' | null {
  if (/left/i.test(text)) return 'left';
  return /right/i.test(text) ? 'right' : null;
}
