import { accessSync, closeSync, constants, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { writeAuditHead } from './auditHead.ts';
import { checkVersion, migrate } from './migrate.ts';
import { MIGRATIONS, type Migration } from './migrations/index.ts';
import { purgeOldDeletions } from './purge.ts';
import { ITSELF, type Store } from './store.ts';
import { toStoreFailure } from './storeFailures.ts';
import { chooseKey } from './storeLock.ts';
import { labelKey } from './workListColumns.ts';

export const STORE_FILE_NAME = 'thyromap.sqlite';

export type OpenStoreOptions = {
  now?: () => Date;
  /** Schema steps; only tests give others than the product's. */
  migrations?: readonly Migration[];
  /** The store's 32-byte key. Without one the file is plain: what versions before encryption wrote, and tests of SQL. */
  key?: Buffer | null;
  /** In memory: nothing is written, and all of it is gone when it is closed. */
  memory?: boolean;
  /** Seals the number and hash of the audit log's last row beside the store. */
  auditKey?: Buffer | null;
};

/**
 * Opens the store in a data folder, creating both where missing, and brings it to this version's schema.
 * The file stays locked until `close`, so that a second copy of the application cannot write into it.
 * Throws a FailureError: `store.inUse`, `store.newer`, `store.readOnly`, `store.corrupt`, `store.diskFull`,
 * `store.diskError`; nothing already saved is changed by a failed opening.
 */
export function openStore(folder: string, options: OpenStoreOptions = {}): Store {
  const file = join(folder, STORE_FILE_NAME);
  let db: Database.Database | null = null;
  try {
    if (!options.memory) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      // SQLite would open a file that may not be written without a word, and fail at the first change
      for (const path of existsSync(file) ? [folder, file] : [folder]) {
        accessSync(path, constants.R_OK | constants.W_OK);
      }
    }
    db = new Database(options.memory ? ':memory:' : file, { timeout: 500 });
    // The one place where the store's key goes in.
    if (options.key) chooseKey(db, options.key);
    db.pragma('locking_mode = EXCLUSIVE');
    // before anything could write into a file that is not ours to change
    checkVersion(db, file, options.migrations ?? MIGRATIONS);
    lockForThisProcess(db);
    migrate(db, options.migrations ?? MIGRATIONS);
    const store = makeStore(db, file, options);
    purgeOldDeletions(store);
    return store;
  } catch (thrown) {
    db?.close();
    throw toStoreFailure(thrown, file);
  }
}

/**
 * WAL with an exclusive lock held for the connection's life: the operating system releases it when the process
 * dies, so a crash never leaves a stale lock (https://sqlite.org/wal.html#use_of_wal_without_shared_memory).
 */
function lockForThisProcess(db: Database.Database): void {
  db.pragma('journal_mode = WAL');
  // FULL: what was acknowledged survives a power cut too, not only a crash.
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  // What is removed is overwritten with zeros before its page is used again or given back.
  db.pragma('secure_delete = ON');
  // Without it INSERT OR REPLACE would delete behind the triggers' back.
  db.pragma('recursive_triggers = ON');
  db.pragma('temp_store = MEMORY');
  db.pragma('cache_size = -65536');
  db.pragma('journal_size_limit = 67108864');
  db.exec('BEGIN EXCLUSIVE; COMMIT');
}

function makeStore(db: Database.Database, file: string, options: OpenStoreOptions): Store {
  db.function('label_key', { deterministic: true }, (label: string) => labelKey(label));
  const { auditKey = null, now = () => new Date() } = options;
  const store: Store = {
    db,
    file,
    now,
    writes: 0,
    wordWrites: 0,
    actor: ITSELF,
    auditTail: null,
    sealAudit: (tail) => {
      if (auditKey) writeAuditHead(dirname(file), auditKey, tail);
    },
    pageReader: null,
    close: () => {
      db.close();
      if (store.pageReader !== null) closeSync(store.pageReader);
      store.pageReader = null;
    },
  };
  return store;
}
