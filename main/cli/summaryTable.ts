import type { Failure } from '../../app/failure.ts';
import { type Language, say, sayFailure } from '../../app/words/say.ts';
import { opinionColumns } from './opinionColumns.ts';
import type { assessmentJson } from './output.ts';

export type TableOutcome =
  | { readonly row: number; readonly label: string; readonly result: ReturnType<typeof assessmentJson> }
  | { readonly row: number; readonly label: string; readonly failure: Failure };

const COLUMNS = [
  'row',
  'label',
  'probability',
  'low',
  'high',
  'stage',
  'withheld',
  'distanceToCapsuleMm',
  'side',
  'pole',
  'findings',
  'simulatedLabels',
  'packVersion',
  'failure',
] as const;

/** One line a case for a spreadsheet: UTF-8 with a byte order mark, because Excel reads Chinese wrongly without it. */
export function summaryTable(outcomes: readonly TableOutcome[], language: Language): string {
  const systems = opinionColumns(
    outcomes.flatMap((outcome) => ('result' in outcome ? [outcome.result] : [])),
  );
  const lines = outcomes.map((outcome) => {
    if ('failure' in outcome) {
      return { row: outcome.row, label: outcome.label, failure: sayFailure(language, outcome.failure) };
    }
    const { result } = outcome;
    return {
      row: outcome.row,
      label: outcome.label,
      probability: result.risk?.probability.toFixed(3),
      low: result.risk?.interval[0].toFixed(3),
      high: result.risk?.interval[1].toFixed(3),
      stage: result.risk?.stage,
      withheld: result.withheld ? 1 : 0,
      distanceToCapsuleMm: result.location.distanceToCapsuleMm?.toFixed(2),
      side: result.location.side,
      pole: result.location.pole,
      findings: [...new Set(result.findings.map((f) => f.code))].join(' '),
      simulatedLabels: result.simulatedLabels ? 1 : 0,
      packVersion: result.packVersion,
    };
  });
  const body = lines.map((line, i) => {
    const outcome = outcomes[i]!;
    const opinions = 'result' in outcome ? outcome.result.opinions : [];
    return [
      ...COLUMNS.map((column) => (line as Record<string, unknown>)[column]),
      ...systems.flatMap((system) => system.cells(opinions)),
    ];
  });
  const heading = [...COLUMNS, ...systems.flatMap((system) => system.headings)];
  const table = [heading, ...body].map((line) => line.map(cell).join(','));
  return `\uFEFF${[...table, `# ${say(language, 'app.researchUse')}`].join('\r\n')}\r\n`;
}

/** Quoted where needed; a leading formula sign is defused, since the label comes from outside (CSV injection). */
function cell(value: unknown): string {
  const text = value === undefined || value === null ? '' : String(value);
  const safe = /^[=+@\t]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
