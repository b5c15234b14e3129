import type { AuditEntry } from '../../app/audit/auditEntry.ts';
import type { Handlers } from '../../app/contract/channels.ts';
import { subkey } from '../keys/dataKey.ts';
import { listAudit, record, verifyAudit } from '../store/audit.ts';
import { getCase } from '../store/cases.ts';
import type { Door } from './door.ts';

type AuditHandlers = Pick<Handlers, Extract<keyof Handlers, `audit.${string}`>>;

const EVERY_ROW = { offset: 0, limit: -1 };

/** Answers the contract's `audit.*`. */
export function auditHandlers(door: Door): AuditHandlers {
  return {
    'audit.list': async ({ offset, limit, ...filter }) => listAudit(door.store(), filter, { offset, limit }),
    'audit.verify': async () => {
      const verdict = verifyAudit(door.store(), subkey(door.dataKey(), 'audit head'));
      record(door.store(), {
        action: 'audit.verified',
        detail: { fault: verdict.fault, rows: verdict.rows },
      });
      return verdict;
    },
    'audit.noteExport': async ({ caseId, what }) => {
      getCase(door.store(), caseId);
      record(door.store(), { action: 'data.exported', caseId, detail: { what } });
      return {};
    },
    'audit.exportCsv': async (filter) => {
      const { rows } = listAudit(door.store(), filter, EVERY_ROW);
      record(door.store(), { action: 'data.exported', detail: { what: 'audit log', rows: rows.length } });
      const day = door.store().now().toISOString().slice(0, 10);
      return { fileName: `thyromap-audit-${day}.csv`, csv: toCsv(rows) };
    },
  };
}

const COLUMNS = [
  'seq',
  'at',
  'userId',
  'userName',
  'action',
  'caseId',
  'detail',
  'previous',
  'hash',
] as const;

/** RFC 4180, oldest row first; a text that a spreadsheet would take for a formula gets an apostrophe before it. */
export function toCsv(rows: readonly AuditEntry[]): string {
  const cell = (value: unknown): string => {
    const text = value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const lines = [...rows].reverse().map((row) => COLUMNS.map((name) => cell(row[name])).join(','));
  return `\uFEFF${[COLUMNS.join(','), ...lines].join('\r\n')}\r\n`;
}
