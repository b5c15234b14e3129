import type Database from 'better-sqlite3';
import { FailureError } from '../../app/failure.ts';
import type { Migration } from './migrations/index.ts';

/** Marks the file as ThyroMap's (`file` and friends show it): "ThyM" in ASCII. */
const APPLICATION_ID = 0x5468_794d;

/**
 * Brings the schema to the newest step, each step in its own transaction. Throws `store.newer` for a store that a
 * later version of the application has written, and `store.corrupt` for a database that is not ThyroMap's.
 */
export function migrate(db: Database.Database, file: string, migrations: readonly Migration[]): void {
  const found = db.pragma('user_version', { simple: true }) as number;
  const newest = migrations.at(-1)?.version ?? 0;
  if (found > newest) throw new FailureError('store.newer', { file, found, known: newest });
  checkIsOurs(db, file, found);
  for (const step of migrations) {
    if (step.version <= found) continue;
    db.transaction(() => {
      db.exec(step.sql);
      db.pragma(`user_version = ${step.version}`);
      db.pragma(`application_id = ${APPLICATION_ID}`);
    }).immediate();
  }
}

function checkIsOurs(db: Database.Database, file: string, version: number): void {
  const id = db.pragma('application_id', { simple: true }) as number;
  const tables = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() as number;
  const empty = version === 0 && tables === 0;
  if (!empty && id !== APPLICATION_ID) {
    throw new FailureError('store.corrupt', { file }, `application_id ${id}, user_version ${version}`);
  }
}
