/** A dropped file with its path inside the dropped folder. */
export type DroppedFile = { file: File; path: string };

const MOST_FILES = 5000;

/** Everything in a drop, folders walked through. Must be called in the drop event itself (entries vanish after it). */
export async function droppedFiles(transfer: DataTransfer): Promise<DroppedFile[]> {
  const entries = [...transfer.items]
    .filter((item) => item.kind === 'file')
    .map((item) => item.webkitGetAsEntry());
  const plain = [...transfer.files].map((file) => ({ file, path: file.name }));
  if (entries.some((entry) => entry === null)) return plain;
  const found: DroppedFile[] = [];
  for (const entry of entries) if (entry) await walk(entry, found);
  return found;
}

async function walk(entry: FileSystemEntry, found: DroppedFile[]): Promise<void> {
  if (found.length >= MOST_FILES || entry.name.startsWith('.')) return;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    found.push({ file, path: entry.fullPath.replace(/^\//, '') });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A reader hands out at most 100 entries at a time.
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (part.length === 0) return;
    for (const inner of part) await walk(inner, found);
  }
}

/** Whether a drop is a table of cases with its pictures rather than the pictures of one case. */
export function isCaseTable(files: readonly { path: string }[]): boolean {
  return files.some(({ path }) => /\.(csv|tsv)$/i.test(path));
}
