import type Database from 'better-sqlite3';
import { FailureError } from '../../app/failure.ts';
import { toStoreFailure } from './storeFailures.ts';

/** The open case store: one connection, the only writer. Everything else in this folder takes it as first argument. */
export type Store = {
  readonly db: Database.Database;
  readonly file: string;
  /** Counts committed writes; what was computed before the last one is out of date. */
  writes: number;
  /** Counts changes of the word index, in the same way. */
  wordWrites: number;
  /** The clock, replaceable in tests. */
  readonly now: () => Date;
  /** In whose name changes are made from now on; the audit log carries it. */
  actor: Actor;
  /** The audit log's last row, when the transaction under way has added one. */
  auditTail: AuditTail | null;
  /** Keeps number and hash of the last row outside the store too. */
  readonly sealAudit: (tail: AuditTail) => void;
  /** The file opened once more, for backups to read; closed after the store, never before: see copyOpenStore.ts. */
  pageReader: number | null;
  close(): void;
};

export type Actor = { readonly id: string | null; readonly name: string };
export type AuditTail = { seq: number; hash: string };

/** What no person asked for: removing what was deleted 30 days ago, taking over an earlier version's store. */
export const ITSELF: Actor = { id: null, name: 'ThyroMap' };

/** Runs `change` in another one's name: what was asked for earlier and is finished now. */
export function actingAs<T>(store: Store, actor: Actor, change: () => T): T {
  const before = store.actor;
  store.actor = actor;
  try {
    return change();
  } finally {
    store.actor = before;
  }
}

/**
 * Runs a change as one transaction: all of it is kept or nothing. A full disk, a folder that became read-only and
 * a damaged file come out as their named failures.
 */
export function write<T>(store: Store, change: () => T): T {
  const inner = store.db.inTransaction;
  try {
    const result = inner ? change() : store.db.transaction(change).immediate();
    store.writes++;
    if (!inner && store.auditTail) store.sealAudit(store.auditTail);
    return result;
  } catch (thrown) {
    throw toStoreFailure(thrown, store.file);
  } finally {
    if (!inner) store.auditTail = null;
  }
}

/** Runs a query; a damaged file comes out as its named failure. */
export function read<T>(store: Store, query: () => T): T {
  try {
    return query();
  } catch (thrown) {
    throw toStoreFailure(thrown, store.file);
  }
}

/** The failure for a case that is not there (never was, or deleted). */
export function caseNotFound(caseId: string): FailureError {
  return new FailureError('case.notFound', { caseId });
}

const statements = new WeakMap<Store, Map<string, Database.Statement<unknown[], unknown>>>();

/** A statement prepared once for each store; for fixed texts only, since every one is kept. */
export function prepared<P extends unknown[], R = unknown>(
  store: Store,
  sql: string,
): Database.Statement<P, R> {
  let known = statements.get(store);
  if (!known) {
    known = new Map();
    statements.set(store, known);
  }
  let statement = known.get(sql);
  if (!statement) {
    statement = store.db.prepare<unknown[], unknown>(sql);
    known.set(sql, statement);
  }
  return statement as unknown as Database.Statement<P, R>;
}
