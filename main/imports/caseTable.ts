import type { OutcomeBasis } from '../../app/case/outcome.ts';
import {
  ageYearsSchema,
  type CaseFacts,
  REPORT_CHARACTERS_MAX,
  spacingMmPerPxSchema,
  type ViewKind,
} from '../../app/case/patientCase.ts';
import { type Failure, FailureError, toFailure } from '../../app/failure.ts';
import {
  readHeadings,
  readOutcome,
  readOutcomeBasis,
  readPole,
  readSex,
  readSide,
  type TableColumn,
} from './tableColumns.ts';
import { splitRecords } from './tableRecords.ts';
import { decodeText, readTableText } from './tableText.ts';

/** A file that a table names, wherever it is: on disk (terminal) or among the dropped files (window). */
export type FoundFile = { name: string; read(): Uint8Array };

export type CaseTableRow<F extends FoundFile = FoundFile> = {
  /** As a spreadsheet shows it: the headings are row 1. */
  row: number;
  facts: CaseFacts;
  views: { kind: ViewKind; file: F }[];
  /** Millimetres per pixel of both views; null where the table does not say (the file may). */
  spacingMmPerPx: number | null;
  /** What became of an operated case; null where the table does not say. Histology where it names no basis. */
  outcome: { lateralMetastasis: boolean; basis: OutcomeBasis } | null;
};

export type RejectedRow = { row: number; failure: Failure };

/**
 * Reads a table of cases: columns label, transverse, longitudinal, report (text, or the name of a .txt file), age,
 * sex, side, pole, spacing, outcome, outcome basis, in any order, headed in English or Chinese; only one picture column is needed. Good rows
 * and bad rows come apart, each bad one with its number and reason; a table that makes no sense as a whole throws
 * (`table.…`). `resolveFile` finds a file by the name in a cell, or returns null.
 */
export function readCaseTable<F extends FoundFile>(
  bytes: Uint8Array,
  resolveFile: (name: string) => F | null,
  fileName = 'CSV',
): { rows: CaseTableRow<F>[]; rejected: RejectedRow[] } {
  const [headings, ...records] = splitRecords(readTableText(bytes, fileName)).filter(
    ({ cells }) => cells === null || cells.some((cell) => cell !== ''),
  );
  const columns = readHeadings(headings?.cells ?? []);
  if (!columns.has('transverse') && !columns.has('longitudinal')) {
    throw new FailureError('table.noPictureColumn', { file: fileName });
  }
  if (records.length === 0) throw new FailureError('table.noRows', { file: fileName });
  const rows: CaseTableRow<F>[] = [];
  const rejected: RejectedRow[] = [];
  for (const { row, cells } of records) {
    try {
      if (cells === null) throw new FailureError('table.openQuote', { row });
      // one cell too many, even an empty one, means that every cell behind some comma has slipped
      if (cells.length > headings!.cells!.length) throw new FailureError('table.tooManyCells', { row });
      const cell = (column: TableColumn) => cells[columns.get(column) ?? -1] ?? '';
      const heading = (column: TableColumn) => headings!.cells![columns.get(column)!]!;
      rows.push(readRow(row, cell, heading, resolveFile));
    } catch (thrown) {
      rejected.push({ row, failure: toFailure(thrown) });
    }
  }
  return { rows, rejected };
}

function readRow<F extends FoundFile>(
  row: number,
  cell: (column: TableColumn) => string,
  heading: (column: TableColumn) => string,
  resolveFile: (name: string) => F | null,
): CaseTableRow<F> {
  const understood = <T>(column: TableColumn, read: (value: string) => T | undefined): T => {
    const value = read(cell(column));
    if (value !== undefined) return value;
    const values = { row, column: heading(column), value: cell(column).slice(0, 60) };
    throw new FailureError('table.badValue', values);
  };
  const views = (['transverse', 'longitudinal'] as const).flatMap((kind) => {
    const name = cell(kind);
    if (!name) return [];
    const file = resolveFile(name);
    if (!file) throw new FailureError('table.fileMissing', { row, file: name });
    return [{ kind, file }];
  });
  if (views.length === 0) throw new FailureError('table.noPicture', { row });
  if (views.length === 2 && cell('transverse') === cell('longitudinal')) {
    throw new FailureError('table.samePicture', { row, file: cell('transverse') });
  }
  const lateralMetastasis = understood('outcome', readOutcome);
  const basis = understood('outcomeBasis', readOutcomeBasis) ?? 'histology';
  return {
    row,
    facts: {
      label: (cell('label') || stem(views[0]!.file.name)).slice(0, 80).trim() || `${row}`,
      ageYears: understood('age', readAge),
      sex: understood('sex', readSex),
      side: understood('side', readSide),
      pole: understood('pole', readPole),
      report: readReport(row, cell('report'), resolveFile),
    },
    views,
    spacingMmPerPx: understood('spacing', readSpacing),
    outcome: lateralMetastasis === null ? null : { lateralMetastasis, basis },
  };
}

/** `43`, `43.0`, `43Y`, `43岁`. */
function readAge(cell: string): number | null | undefined {
  if (cell === '') return null;
  const match = /^(\d{1,3})(?:\.0+)?\s*(?:y|yr|yrs|years?|岁)?$/i.exec(cell.normalize('NFKC'));
  const age = ageYearsSchema.safeParse(match ? Number(match[1]) : undefined);
  return age.success ? age.data : undefined;
}

/** `0.07`, `0,07`, `0.07 mm`. */
function readSpacing(cell: string): number | null | undefined {
  if (cell === '') return null;
  const match = /^(\d*[.,]?\d+)\s*(?:mm(?:\/px)?)?$/i.exec(cell.normalize('NFKC'));
  const spacing = spacingMmPerPxSchema.safeParse(match ? Number(match[1]!.replace(',', '.')) : undefined);
  return spacing.success ? spacing.data : undefined;
}

/** The text of the cell, or of the .txt file that it names. */
function readReport(row: number, cell: string, resolveFile: (name: string) => FoundFile | null): string {
  let report = cell;
  if (/^[^\r\n]{1,255}\.txt$/i.test(cell)) {
    const file = resolveFile(cell);
    if (!file) throw new FailureError('table.fileMissing', { row, file: cell });
    const text = decodeText(file.read());
    if (text === null) throw new FailureError('table.reportNotText', { row, file: cell });
    report = text.trim();
  }
  if (report.length > REPORT_CHARACTERS_MAX) {
    throw new FailureError('table.reportTooLong', {
      row,
      length: report.length,
      limit: REPORT_CHARACTERS_MAX,
    });
  }
  return report;
}

function stem(fileName: string): string {
  return fileName.replace(/^.*[/\\]/, '').replace(/\.[^.]*$/, '');
}
