import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes a small file so that after a kill or a power cut either the old or the new content is there, whole: a
 * temporary file, flushed, takes the old one's place, and the folder is flushed. Readable by its owner only.
 * `flushed` false leaves the flushing to the system: for what can be made again.
 */
export function writeFileWhole(file: string, content: string, flushed = true): void {
  const temporary = `${file}.new`;
  const handle = openSync(temporary, 'w', 0o600);
  try {
    // Not `writeSync`: on a disk that fills up it writes a part, and says so only in what it returns.
    writeFileSync(handle, content);
    if (flushed) fsyncSync(handle);
  } catch (error) {
    closeSync(handle);
    rmSync(temporary, { force: true });
    throw error;
  }
  closeSync(handle);
  renameSync(temporary, file);
  if (flushed) flushFolder(dirname(file));
}

/** Makes a rename or removal last through a power cut; Windows neither needs nor allows it. */
export function flushFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
