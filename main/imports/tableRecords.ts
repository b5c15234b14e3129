import { type Options, parse } from 'csv-parse/sync';

/** A row as it stands in the table: number as a spreadsheet shows it (the headings are row 1). */
export type TableRecord = { row: number; cells: string[] | null };

/**
 * Splits a table into rows of cells: comma, semicolon or tab, whichever its first line uses. When a quotation mark
 * is not closed the table is split line by line instead, and only the lines that make no sense have null cells.
 */
export function splitRecords(text: string): TableRecord[] {
  const delimiter = findDelimiter(text);
  const options = {
    delimiter,
    trim: true,
    relax_column_count: true,
    skip_empty_lines: false,
  } satisfies Options;
  try {
    return (parse(text, options) as string[][]).map((cells, i) => ({ row: i + 1, cells }));
  } catch {
    return text.split(/\r\n|\r|\n/).map((line, i) => ({ row: i + 1, cells: splitLine(line, options) }));
  }
}

function splitLine(line: string, options: Options): string[] | null {
  if (line.trim() === '') return [''];
  try {
    return (parse(line, options) as string[][])[0] ?? [''];
  } catch {
    return null;
  }
}

function findDelimiter(text: string): string {
  const firstLine = text
    .trimStart()
    .split(/[\r\n]/, 1)[0]!
    .replace(/"[^"]*"/g, '');
  const counts = [',', ';', '\t', '，'].map((sign) => ({ sign, count: firstLine.split(sign).length }));
  return counts.sort((a, b) => b.count - a.count)[0]!.sign;
}
