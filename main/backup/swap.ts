import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { flushFolder, writeFileWhole } from '../keys/atomicFile.ts';
import { KEY_FILE_NAMES } from '../keys/keyFile.ts';
import { AUDIT_HEAD_NAME } from '../store/auditHead.ts';
import { COPY_NAME, PLAIN_NAME } from '../store/encryptStore.ts';
import { STORE_FILE_NAME } from '../store/openStore.ts';
import { toStoreFailure } from '../store/storeFailures.ts';

/**
 * Putting a restored store in the present one's place. It is made ready in a folder of its own; renaming that folder
 * is the moment of change. From there on every start finishes the change before it looks at anything, so that after a
 * kill the old store is there, or the new one, whole.
 */
export const PREPARING = 'restore.new';
const READY = 'restore.ready';
const DONE = 'restore.done';
const MOVED = 'moved';
const KEEP = 'keep';
const OLD = 'replaced';

const STORE_FILES = [
  // The logs first: a store without its log is whole as of its last checkpoint, a log without its store is nothing.
  ...['-wal', '-journal', '-shm'].map((end) => STORE_FILE_NAME + end),
  STORE_FILE_NAME,
  PLAIN_NAME,
  COPY_NAME,
  ...KEY_FILE_NAMES,
  AUDIT_HEAD_NAME,
];

/** A new, empty folder to make the restored store ready in. */
export function startPreparing(folder: string): string {
  const made = join(folder, PREPARING);
  rmSync(made, { recursive: true, force: true });
  mkdirSync(made, { recursive: true, mode: 0o700 });
  return made;
}

/** What is in the folder takes the present store's place. `keepOld`: the present files are kept, in `replaced-…`. */
export function putInPlace(folder: string, keepOld: boolean): void {
  try {
    if (keepOld) writeFileWhole(join(folder, PREPARING, KEEP), '');
    flushFolder(join(folder, PREPARING));
    renameSync(join(folder, PREPARING), join(folder, READY));
    flushFolder(folder);
  } catch (error) {
    throw toStoreFailure(error, join(folder, STORE_FILE_NAME));
  }
  finishRestore(folder);
}

/** Finishes what a kill interrupted, and clears away what never came to the change. Call with the store closed. */
export function finishRestore(folder: string, step: (name: string) => void = () => {}): void {
  const ready = join(folder, READY);
  try {
    if (existsSync(ready)) {
      const old = join(ready, OLD);
      if (!existsSync(join(ready, MOVED))) {
        mkdirSync(old, { recursive: true, mode: 0o700 });
        for (const name of STORE_FILES) {
          if (existsSync(join(folder, name))) renameSync(join(folder, name), join(old, name));
          step(`old ${name}`);
        }
        flushFolder(folder);
        writeFileSync(join(ready, MOVED), '');
        flushFolder(ready);
      }
      for (const name of STORE_FILES) {
        if (existsSync(join(ready, name))) renameSync(join(ready, name), join(folder, name));
        step(`new ${name}`);
      }
      flushFolder(folder);
      renameSync(ready, join(folder, DONE));
      flushFolder(folder);
      step('done');
    }
    clearAway(folder);
  } catch (error) {
    throw toStoreFailure(error, join(folder, STORE_FILE_NAME));
  }
}

function clearAway(folder: string): void {
  const done = join(folder, DONE);
  if (existsSync(done)) {
    const old = join(done, OLD);
    if (existsSync(join(done, KEEP)) && existsSync(old) && readdirSync(old).length > 0) {
      const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
      renameSync(old, join(folder, `replaced-${stamp}`));
    }
    rmSync(done, { recursive: true, force: true });
  }
  rmSync(join(folder, PREPARING), { recursive: true, force: true });
}
