import { createHash } from 'node:crypto';
import { openSync, read } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Store } from '../store/store.ts';

/** One slice; between two the backend answers. */
const SLICE_BYTES = 4 << 20;
const readAt = promisify(read);

export type CopiedStore = { bytes: number; sha256: string };

/**
 * Copies an open store as it is at this moment, while changes go on. SQLite's own backup API cannot: with an
 * encrypted store it wants a target that was given the key before, and better-sqlite3 opens the target itself
 * (`sqlite3_backup_init`: "incompatible source and target databases"). So everything is brought into the main file
 * and no checkpoint runs until the copy is done: the main file then stays as it is and changes collect in the
 * write-ahead log (https://sqlite.org/wal.html#checkpointing). Pages stay encrypted as they lie.
 *
 * The file is opened once and stays open as long as the store: closing any handle on it would drop this process's
 * locks (https://sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_), and a
 * second ThyroMap could write into it.
 *
 * @param target a new file; left without its end flushed
 * @param snapshot called at the moment that is copied
 * @param signal ends it between two slices, with its reason
 */
export async function copyOpenStore(
  store: Store,
  target: FileHandle,
  told: {
    snapshot: () => void;
    progress: (done: number, bytes: number) => void;
    signal?: AbortSignal | undefined;
  },
): Promise<CopiedStore> {
  const { db } = store;
  const automatic = db.pragma('wal_autocheckpoint', { simple: true }) as number;
  db.pragma('wal_autocheckpoint = 0');
  try {
    db.pragma('wal_checkpoint(TRUNCATE)');
    told.snapshot();
    const pages = db.pragma('page_count', { simple: true }) as number;
    const bytes = pages * (db.pragma('page_size', { simple: true }) as number);
    store.pageReader ??= openSync(store.file, 'r');
    const hash = createHash('sha256');
    const slice = Buffer.alloc(SLICE_BYTES);
    for (let at = 0; at < bytes; ) {
      told.signal?.throwIfAborted();
      const { bytesRead } = await readAt(store.pageReader, slice, 0, Math.min(slice.length, bytes - at), at);
      if (bytesRead === 0 || !db.open) throw new Error('the store was closed while it was copied');
      const part = slice.subarray(0, bytesRead);
      hash.update(part);
      await target.writeFile(part);
      at += bytesRead;
      told.progress(at, bytes);
    }
    return { bytes, sha256: hash.digest('hex') };
  } finally {
    if (db.open) db.pragma(`wal_autocheckpoint = ${automatic}`);
  }
}

/** SHA-256 of the first `bytes` of a file, read back from the disk, and written to `target` where one is given. */
export async function readBack(
  file: string,
  bytes: number,
  more: { target?: FileHandle; signal?: AbortSignal | undefined } = {},
): Promise<string> {
  const { target, signal } = more;
  const source = await open(file, 'r');
  try {
    const hash = createHash('sha256');
    const slice = Buffer.alloc(SLICE_BYTES);
    for (let at = 0; at < bytes; ) {
      signal?.throwIfAborted();
      const { bytesRead } = await source.read(slice, 0, Math.min(slice.length, bytes - at), at);
      if (bytesRead === 0) return '';
      hash.update(slice.subarray(0, bytesRead));
      if (target) await target.writeFile(slice.subarray(0, bytesRead));
      at += bytesRead;
    }
    return hash.digest('hex');
  } finally {
    await source.close();
  }
}
