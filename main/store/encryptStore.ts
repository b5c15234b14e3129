import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { FailureError } from '../../app/failure.ts';
import { flushFolder } from '../keys/atomicFile.ts';
import { STORE_FILE_NAME } from './openStore.ts';
import { toStoreFailure } from './storeFailures.ts';
import { chooseKey, kindOfStore } from './storeLock.ts';

/** The plain store while its encrypted copy takes its place, and that copy while it is made. */
export const PLAIN_NAME = 'thyromap.plain.sqlite';
export const COPY_NAME = 'thyromap.encrypting.sqlite';

/** Whether a folder holds cases that are not encrypted, or what an interrupted encryption left. */
export function hasPlainStore(folder: string): boolean {
  return kindOfStore(join(folder, STORE_FILE_NAME)) === 'plain' || existsSync(join(folder, PLAIN_NAME));
}

/**
 * Encrypts a plain store of an earlier version: a copy is encrypted and compared row by row, takes the plain file's
 * place, and the plain file is overwritten and removed. Killed at any moment it is taken up where it was, and until
 * the copy is in place the plain store is untouched. Needs room for the store once more while it runs. Overwriting
 * is what a program can do; a file system or SSD may still hold old blocks.
 * @throws FailureError as `openStore`, or `store.notEncrypted` when the copy does not hold what the store holds
 */
export function encryptPlainStore(folder: string, key: Buffer): void {
  const file = join(folder, STORE_FILE_NAME);
  const plain = join(folder, PLAIN_NAME);
  const copy = join(folder, COPY_NAME);
  try {
    if (kindOfStore(file) === 'plain') {
      makeCopy(file, copy, key);
      renameSync(file, plain);
      flushFolder(folder);
    }
    // From here on the copy has been compared.
    if (!existsSync(file) && existsSync(plain)) {
      renameSync(copy, file);
      flushFolder(folder);
    }
    overwriteAndRemove(plain);
  } catch (error) {
    throw toStoreFailure(error, file);
  }
}

function makeCopy(file: string, copy: string, key: Buffer): void {
  const remove = (): void => {
    for (const end of ['', '-journal', '-wal']) rmSync(copy + end, { force: true });
  };
  remove();
  const source = new Database(file, { timeout: 500 });
  try {
    source.pragma('locking_mode = EXCLUSIVE');
    // Brings everything into the one file and leaves no log with plain pages behind.
    source.pragma('journal_mode = DELETE');
    source.exec('BEGIN EXCLUSIVE; COMMIT');
    copyFileSync(file, copy, constants.COPYFILE_EXCL);
    const target = new Database(copy);
    try {
      target.pragma('journal_mode = MEMORY');
      chooseKey(target, key, 'rekey');
    } finally {
      target.close();
    }
    const check = new Database(copy, { readonly: true });
    try {
      chooseKey(check, key);
      const same = fingerprint(source) === fingerprint(check);
      if (!same || check.pragma('integrity_check', { simple: true }) !== 'ok')
        throw new FailureError('store.notEncrypted', { file });
    } finally {
      check.close();
    }
  } catch (error) {
    // On a full disk the half copy is what fills it.
    remove();
    throw error;
  } finally {
    source.close();
  }
  flushFile(copy);
  flushFolder(dirname(copy));
}

/** SHA-256 over schema, version and every row of every table. */
function fingerprint(db: Database.Database): string {
  const hash = createHash('sha256');
  for (const pragma of ['user_version', 'application_id'])
    hash.update(`${db.pragma(pragma, { simple: true })};`);
  const tables = db
    .prepare<[], { name: string; sql: string | null; type: string }>(
      'SELECT type, name, sql FROM sqlite_schema ORDER BY type, name',
    )
    .all();
  for (const { type, name, sql } of tables) {
    hash.update(`${type} ${name} ${sql};`);
    if (type !== 'table' || /^CREATE VIRTUAL/i.test(sql ?? '')) continue;
    const rows = db.prepare(`SELECT * FROM "${name.replaceAll('"', '""')}"`).raw();
    for (const row of rows.iterate() as Iterable<unknown[]>) {
      for (const value of row) {
        hash.update(`${typeof value} `);
        hash.update(Buffer.isBuffer(value) ? value : String(value));
      }
      hash.update('\n');
    }
  }
  return hash.digest('hex');
}

function overwriteAndRemove(file: string): void {
  if (!existsSync(file)) return;
  const { size } = statSync(file);
  const handle = openSync(file, 'r+');
  try {
    const zeros = Buffer.alloc(1 << 20);
    for (let at = 0; at < size; at += zeros.length)
      writeSync(handle, zeros, 0, Math.min(zeros.length, size - at), at);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  rmSync(file);
  flushFolder(dirname(file));
}

function flushFile(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
