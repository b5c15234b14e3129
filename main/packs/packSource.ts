import { lstatSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import yauzl from 'yauzl';
import { FailureError } from '../../app/failure.ts';

/** A file that somebody wants to bring in with a pack; nothing of it has been read yet. */
export type SourceFile = {
  /** With forward slashes, relative to where the pack was given. */
  readonly path: string;
  /** As declared; `read` gives exactly as many or throws. */
  readonly bytes: number;
  read(): Promise<Uint8Array>;
};

/** Where a pack comes from: a zip file, a folder, or the files of a folder that were dropped on the window. */
export type PackSource = { readonly name: string; readonly files: readonly SourceFile[]; close(): void };

/** Far above any pack of the product (51 MB, nine files), far below what would fill a disk or the memory. */
export const IMPORT_LIMITS = { files: 100, totalBytes: 512 * 2 ** 20 } as const;

/** What operating systems leave in folders and archives; passed over without a word. */
const LITTER = /(^|\/)(__MACOSX\/.*|\.DS_Store|\._[^/]*|Thumbs\.db|desktop\.ini)$/;

/** @throws FailureError `packImport.zipUnreadable`, `packImport.badPath`, `packImport.tooLarge` */
export async function zipSource(name: string, bytes: Buffer): Promise<PackSource> {
  let zip: yauzl.ZipFile;
  const files: SourceFile[] = [];
  try {
    // Sizes are held against the archive's own list while a file is read: a bomb ends with an error, not a full disk.
    zip = await yauzl.fromBufferPromise(bytes, { strictFileNames: true, validateEntrySizes: true });
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue;
      if (isLink(entry)) throw badPath(name, entry.fileName);
      files.push({
        path: entry.fileName,
        bytes: entry.uncompressedSize,
        read: () => readEntry(name, zip, entry),
      });
      checkCount(name, files);
    }
  } catch (error) {
    throw zipFailure(name, error);
  }
  return checkedSource(name, files, () => zip.close());
}

/** The upper half of the external attributes is the Unix mode; 0xA000 is a symbolic link (zip specification, 4.4.15). */
function isLink(entry: yauzl.Entry): boolean {
  return ((entry.externalFileAttributes >>> 16) & 0xf000) === 0xa000;
}

async function readEntry(name: string, zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<Uint8Array> {
  try {
    return await buffer(await zip.openReadStreamPromise(entry));
  } catch (error) {
    throw zipFailure(name, error);
  }
}

function zipFailure(name: string, error: unknown): FailureError {
  if (error instanceof FailureError) return error;
  const message = String((error as Error).message ?? error);
  const path = /^(?:invalid relative path|absolute path|invalid characters in fileName): (.*)$/.exec(message);
  return path
    ? badPath(name, path[1]!)
    : new FailureError('packImport.zipUnreadable', { file: name }, message.slice(0, 2000));
}

/** A folder of this machine, one level deep or with its files in one folder below. Links are not followed. */
export function folderSource(folder: string): PackSource {
  const name = basename(folder);
  const files: SourceFile[] = [];
  const walk = (below: string, depth: number): void => {
    for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
      const path = below ? `${below}/${entry.name}` : entry.name;
      if (entry.isDirectory() && depth < 2) walk(path, depth + 1);
      else if (entry.isFile()) {
        files.push({
          path,
          bytes: lstatSync(join(folder, path)).size,
          read: () => readFile(join(folder, path)),
        });
      } else throw badPath(name, path);
      checkCount(name, files);
    }
  };
  try {
    walk('', 0);
  } catch (error) {
    if (error instanceof FailureError) throw error;
    throw new FailureError('packImport.unreadable', { file: folder }, String(error));
  }
  return checkedSource(name, files, () => {});
}

/** Files as they come from the window, with the folder's name before them. */
export function filesSource(given: readonly { name: string; bytes: Uint8Array }[]): PackSource {
  const name = given[0]?.name.split('/')[0] ?? '';
  const files = given.map(({ name: path, bytes }) => ({
    path,
    bytes: bytes.length,
    read: async () => bytes,
  }));
  checkCount(name, files);
  return checkedSource(name, files, () => {});
}

function checkCount(name: string, files: readonly SourceFile[]): void {
  if (files.length > IMPORT_LIMITS.files)
    throw new FailureError('packImport.tooMany', { file: name, limit: IMPORT_LIMITS.files });
}

function checkedSource(name: string, all: readonly SourceFile[], close: () => void): PackSource {
  const files = all.filter((file) => !LITTER.test(file.path));
  const seen = new Set<string>();
  let total = 0;
  for (const { path, bytes } of files) {
    const key = path.toLowerCase();
    const parts = path.split('/');
    // Control characters, a drive letter or a backslash have no business in the name of a model file.
    const odd = [...path].some((c) => c < ' ' || c === '\\' || c === ':');
    if (odd || parts.some((part) => part === '' || part === '.' || part === '..') || seen.has(key))
      throw badPath(name, path);
    seen.add(key);
    total += bytes;
  }
  if (total > IMPORT_LIMITS.totalBytes)
    throw new FailureError('packImport.tooLarge', {
      file: name,
      megabytes: Math.ceil(total / 2 ** 20),
      limit: IMPORT_LIMITS.totalBytes / 2 ** 20,
    });
  return { name, files, close };
}

function badPath(file: string, entry: string): FailureError {
  return new FailureError('packImport.badPath', { file, entry: entry.slice(0, 200) });
}
