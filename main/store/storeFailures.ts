import Database from 'better-sqlite3';
import { FailureError } from '../../app/failure.ts';

/**
 * The named failure behind an SQLite or file-system error on the store, or the error itself when it is none of
 * the store's bad states. SQLite result codes: https://sqlite.org/rescode.html
 */
export function toStoreFailure(thrown: unknown, file: string): unknown {
  if (thrown instanceof FailureError || !(thrown instanceof Error)) return thrown;
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
  const reason = reasonOf(code, thrown);
  if (!reason) return thrown;
  return new FailureError(reason, { file }, `${code}: ${thrown.message}`);
}

function reasonOf(code: string, thrown: Error): string | null {
  if (thrown instanceof Database.SqliteError) {
    if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return 'store.inUse';
    if (/^SQLITE_(CORRUPT|NOTADB|FORMAT)/.test(code)) return 'store.corrupt';
    if (code === 'SQLITE_FULL') return 'store.diskFull';
    if (/^SQLITE_(READONLY|PERM|CANTOPEN|AUTH)/.test(code)) return 'store.readOnly';
    if (/^SQLITE_IOERR/.test(code)) return 'store.diskError';
    return null;
  }
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'store.diskFull';
  if (/^(EACCES|EPERM|EROFS|ENOTDIR|EISDIR|EEXIST|ENOENT|ENAMETOOLONG)$/.test(code)) return 'store.readOnly';
  if (code === 'EIO') return 'store.diskError';
  return null;
}
