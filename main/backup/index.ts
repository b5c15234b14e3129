import { parentPort } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { chooseKey } from '../store/storeLock.ts';
import { readContents } from './contents.ts';
import type { FromChecker, ToChecker } from './protocol.ts';

/** Worker thread: opens a copied store and reads every page of it, while the backend goes on answering. */
parentPort?.on('message', ({ file, keyHex }: ToChecker) => parentPort!.postMessage(check(file, keyHex)));

function check(file: string, keyHex: string): FromChecker {
  let db: Database.Database | null = null;
  try {
    db = new Database(file, { fileMustExist: true });
    chooseKey(db, Buffer.from(keyHex, 'hex'));
    db.pragma('locking_mode = EXCLUSIVE');
    const found = db.pragma('integrity_check(1)', { simple: true });
    if (found !== 'ok') return { fault: String(found) };
    const orphans = db.pragma('foreign_key_check') as unknown[];
    if (orphans.length > 0) return { fault: `${orphans.length} rows without what they belong to` };
    return { contents: readContents(db) };
  } catch (error) {
    return { fault: String(error) };
  } finally {
    db?.close();
  }
}
