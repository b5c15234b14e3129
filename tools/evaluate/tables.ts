import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { FailureError } from '../../app/failure.ts';
import { sayFailure } from '../../app/words/say.ts';
import { splitRecords } from '../../main/imports/tableRecords.ts';
import { readTableText } from '../../main/imports/tableText.ts';
import { EvaluateTrouble } from './result.ts';

/** A CSV file as read: its rows by column name. */
export type Table = {
  readonly file: string;
  readonly columns: readonly string[];
  readonly rows: readonly Record<string, string>[];
  /** Where each row stands in the file, as a spreadsheet shows it: the headings are row 1. */
  readonly lines: readonly number[];
};

/** Reads a table as the product does: UTF-8 or a Chinese encoding, comma, semicolon or tab. */
export function readTable(file: string): Table {
  const name = path.basename(file);
  let text: string;
  try {
    text = readTableText(readFileSync(file), name);
  } catch (thrown) {
    if (!(thrown instanceof FailureError)) throw thrown;
    throw new EvaluateTrouble(`${name}: ${sayFailure('en', thrown.failure)}`);
  }
  const [headings, ...records] = splitRecords(text).filter(
    ({ cells }) => cells === null || cells.some((cell) => cell !== ''),
  );
  const columns = headings?.cells ?? [];
  const rows = records.map(({ row, cells }) => {
    if (cells === null || cells.length > columns.length)
      throw new EvaluateTrouble(
        `${name}, row ${row}: more cells than headings, or a quotation mark that never closes`,
      );
    return Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? '']));
  });
  return { file, columns, rows, lines: records.map(({ row }) => row) };
}

/** Every table that lies directly in the folder, by name. */
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
      `${path.basename(table.file)}, row ${table.lines[row]}: "${text}" in column ${column} is not a number from ${range.min} to ${range.max}`,
    );
  return value;
}

export function labelAt(table: Table, row: number, column: string): 0 | 1 {
  const text = table.rows[row]![column] ?? '';
  if (text !== '0' && text !== '1')
    throw new EvaluateTrouble(
      `${path.basename(table.file)}, row ${table.lines[row]}: "${text}" in column ${column} is neither 0 nor 1`,
    );
  return text === '1' ? 1 : 0;
}

/** The patient a row belongs to, where a column says so. */
export function patientAt(table: Table, row: number): string | null {
  const column = ['patient', 'case'].find((name) => table.columns.includes(name));
  return (column && table.rows[row]![column]) || null;
}
