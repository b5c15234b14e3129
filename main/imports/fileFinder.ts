import type { FoundFile } from './caseTable.ts';

/**
 * Finds files by the name a table gives: the same path, the path below the table's own folder, or the bare name
 * where only one file has it. Letter case and the slash's direction do not matter.
 */
export function fileFinder<F extends FoundFile>(
  files: readonly F[],
  tableName: string,
): (name: string) => F | null {
  const byPath = new Map<string, F>();
  const byName = new Map<string, F | null>();
  for (const file of files) {
    const path = plainPath(file.name);
    byPath.set(path, file);
    const name = baseName(path);
    byName.set(name, byName.has(name) ? null : file);
  }
  const folder = plainPath(tableName).replace(/[^/]*$/, '');
  return (name) => {
    const path = plainPath(name);
    return byPath.get(path) ?? byPath.get(folder + path) ?? byName.get(baseName(path)) ?? null;
  };
}

function plainPath(path: string): string {
  return path
    .normalize('NFC')
    .toLowerCase()
    .replace(/\\/g, '/')
    .replace(/^(\.?\/)+/, '');
}

function baseName(path: string): string {
  return path.replace(/^.*\//, '');
}
