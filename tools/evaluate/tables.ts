import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { EvaluateTrouble } from './result.ts';

/** A CSV file as read: its rows by column name, and the line each stands on. */
export type Table = {
  readonly file: string;
  readonly columns: readonly string[];
  readonly rows: readonly Record<string, string>[];
};

export function readTable(file: string): Table {
  let rows: Record<string, string>[];
  try {
    rows = parse(readFileSync(file), { columns: true, bom: true, trim: true, skip_empty_lines: true });
  } catch (error) {
    throw new EvaluateTrouble(
      `${path.basename(file)} is not a table that can be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  return { file, columns: Object.keys(rows[0] ?? {}), rows };
}

/** Every table that lies directly in the folder, by name; one without rows has no columns either. */
export function tablesIn(folder: string): Table[] {
  return readdirSync(folder)
    .filter((name) => name.toLowerCase().endsWith('.csv'))
    .sort()
    .map((name) => readTable(path.join(folder, name)));
}

/** A number in a row; a wrong one is named with file, line and column. */
export function numberAt(
  table: Table,
  row: number,
  column: string,
  range: { readonly min: number; readonly max: number },
): number {
  const text = table.rows[row]![column] ?? '';
  const value = Number(text);
  if (text === '' || !Number.isFinite(value) || value < range.min || value > range.max)
    throw new EvaluateTrouble(
      `${path.basename(table.file)}, row ${row + 1}: "${text}" in column ${column} is not a number from ${range.min} to ${range.max}`,
    );
  return value;
}

export function labelAt(table: Table, row: number, column: string): 0 | 1 {
  const text = table.rows[row]![column] ?? '';
  if (text !== '0' && text !== '1')
    throw new EvaluateTrouble(
      `${path.basename(table.file)}, row ${row + 1}: "${text}" in column ${column} is neither 0 nor 1`,
    );
  return text === '1' ? 1 : 0;
}

/** The patient a row belongs to, where a column says so. */
export function patientAt(table: Table, row: number): string | null {
  const column = ['patient', 'case'].find((name) => table.columns.includes(name));
  return (column && table.rows[row]![column]) || null;
}
