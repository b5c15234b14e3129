import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';

/**
 * SQLCipher 4 (AES-256-CBC, HMAC-SHA512 on every page), opened with a raw key, so that no slow derivation runs at
 * each opening. https://www.zetetic.net/sqlcipher/sqlcipher-api/#key,
 * https://utelle.github.io/SQLite3MultipleCiphers/docs/ciphers/cipher_sqlcipher/
 */
export function chooseKey(db: Database.Database, key: Buffer, pragma: 'key' | 'rekey' = 'key'): void {
  db.pragma("cipher = 'sqlcipher'");
  db.pragma('legacy = 4');
  db.pragma(`${pragma} = "x'${key.toString('hex')}'"`);
}

const PLAIN_HEADER = 'SQLite format 3\0';

/** What lies at a path, by its first bytes; an empty file is what an interrupted first start leaves. */
export function kindOfStore(file: string): 'none' | 'plain' | 'encrypted' {
  const first = firstBytes(file);
  if (first === null || first.length === 0) return 'none';
  return first.toString('latin1') === PLAIN_HEADER ? 'plain' : 'encrypted';
}

/** SQLCipher's salt of a store that is open, hexadecimal. */
export function saltOfOpenStore(db: Database.Database): string | null {
  const salt: unknown = db.pragma('cipher_salt', { simple: true });
  return typeof salt === 'string' && salt.length === 32 ? salt.toLowerCase() : null;
}

/** SQLCipher's salt of a closed store, hexadecimal; null where there is no whole page. */
export function saltOfStore(file: string): string | null {
  const first = firstBytes(file);
  return first === null || first.length < 16 || statSync(file).size < 4096 ? null : first.toString('hex');
}

/** Whether another process has the store open; asks for SQLite's own lock, which needs no key. */
export function isStoreInUse(file: string): boolean {
  if (kindOfStore(file) === 'none') return false;
  let db: Database.Database | null = null;
  try {
    db = new Database(file, { readonly: true, timeout: 0 });
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    return false;
  } catch (error) {
    return error instanceof Database.SqliteError && /^SQLITE_(BUSY|LOCKED)/.test(error.code);
  } finally {
    db?.close();
  }
}

/**
 * For closed stores only: closing any handle on a file drops this process's POSIX locks on it, SQLite's among them
 * (https://sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_).
 */
function firstBytes(file: string): Buffer | null {
  if (!existsSync(file)) return null;
  const handle = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(16);
    return bytes.subarray(0, readSync(handle, bytes, 0, 16, 0));
  } finally {
    closeSync(handle);
  }
}
