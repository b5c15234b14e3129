import type Database from 'better-sqlite3';
import type { StoreContents } from './protocol.ts';

/** Counts of any schema version from the first on; what a version did not have yet counts as none. */
export function readContents(db: Database.Database): StoreContents {
  const tables = new Set(
    db.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all() as string[],
  );
  const count = (table: string, where = ''): number =>
    tables.has(table) ? (db.prepare(`SELECT count(*) FROM ${table} ${where}`).pluck().get() as number) : 0;
  const newest = db
    .prepare<[], { label: string; createdAt: string }>(
      'SELECT label, created_at AS createdAt FROM cases WHERE deleted_at IS NULL ORDER BY n DESC LIMIT 1',
    )
    .get();
  const tail = tables.has('audit')
    ? db
        .prepare<[], { seq: number; hash: string }>('SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1')
        .get()
    : undefined;
  return {
    schemaVersion: db.pragma('user_version', { simple: true }) as number,
    cases: count('cases', 'WHERE deleted_at IS NULL'),
    assessments: count('assessments'),
    pictures: count('images'),
    outcomes: count('outcomes'),
    newest: newest ?? null,
    auditSeq: tail?.seq ?? 0,
    auditHash: tail?.hash ?? '',
  };
}
