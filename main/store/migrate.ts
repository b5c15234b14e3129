import type Database from 'better-sqlite3';
import { FailureError } from '../../app/failure.ts';
import type { Migration } from './migrations/index.ts';

/** Marks the file as ThyroMap's (`file` and friends show it): "ThyM" in ASCII. */
const APPLICATION_ID = 0x5468_794d;

/**
 * Only reads. Throws `store.newer` for a store that a later version of the application has written, and
 * `store.corrupt` for a database that is not ThyroMap's.
 */
export function checkVersion(db: Database.Database, file: string, migrations: readonly Migration[]): void {
  const found = versionOf(db);
  const known = migrations.at(-1)?.version ?? 0;
  const id = db.pragma('application_id', { simple: true }) as number;
  const tables = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() as number;
  const empty = found === 0 && tables === 0;
  if (!empty && id !== APPLICATION_ID) {
    throw new FailureError('store.corrupt', { file }, `application_id ${id}, user_version ${found}`);
  }
  if (found > known) throw new FailureError('store.newer', { file, found, known });
}

/** Brings the schema to the newest step, each step in its own transaction. */
export function migrate(db: Database.Database, migrations: readonly Migration[]): void {
  const found = versionOf(db);
  for (const step of migrations) {
    if (step.version <= found) continue;
    db.transaction(() => {
      db.exec(step.sql);
      db.pragma(`user_version = ${step.version}`);
      db.pragma(`application_id = ${APPLICATION_ID}`);
    }).immediate();
  }
}

function versionOf(db: Database.Database): number {
  return db.pragma('user_version', { simple: true }) as number;
}
