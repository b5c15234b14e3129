import { watched } from '../app/store.ts';
import { type DroppedFile, isCaseTable } from './dropped.ts';

/** The folder chosen or dropped for import, until it is imported or closed. */
export const folderFiles = watched<readonly DroppedFile[]>([]);

export type FolderPlan = {
  table: DroppedFile | null;
  /** More than one table: which to take is not guessed. */
  tables: DroppedFile[];
  /** Files the table names: pictures and report texts. Others are left out. */
  named: DroppedFile[];
  left: number;
};

const baseName = (path: string): string => path.split('/').at(-1) ?? path;

/** What would be sent: the table and every file whose name stands in it. `tableText` is the table, decoded any way. */
export function planFolder(
  files: readonly DroppedFile[],
  tableText: (table: DroppedFile) => string,
): FolderPlan {
  const tables = files.filter((file) => isCaseTable([file]));
  if (tables.length !== 1) return { table: null, tables, named: [], left: files.length - tables.length };
  const text = tableText(tables[0]).toLowerCase();
  const others = files.filter((file) => file !== tables[0]);
  const named = others.filter(({ path }) => text.includes(baseName(path).toLowerCase()));
  return { table: tables[0], tables, named, left: others.length - named.length };
}

/** A CSV's text, whichever of the two encodings clinics here save it in. */
export function decodeTable(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
