import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Where packs lie: those that came with the product, and those a person has imported. */
export type PackFolders = {
  readonly shipped: string;
  /** Inside the data folder, beside the cases; null where there is none (tools, tests). */
  readonly imported: string | null;
};

/** The folder of imported packs inside a data folder. */
export function importedPacksFolder(dataFolder: string): string {
  return join(dataFolder, 'packs');
}

/** Every folder with a manifest, newest version first. */
export function listPackFolders(packsFolder: string): string[] {
  let names: string[];
  try {
    names = readdirSync(packsFolder);
  } catch {
    return [];
  }
  return names
    .filter((name) => !name.startsWith('.'))
    .map((name) => join(packsFolder, name))
    .filter((folder) => existsSync(join(folder, 'manifest.json')))
    .sort((a, b) => compareVersions(folderVersion(b), folderVersion(a)) || (a < b ? -1 : 1));
}

/** `llnm-1.10.0` → [1, 10, 0]; a folder without a version sorts last. */
function folderVersion(folder: string): number[] {
  const match = /(\d+)\.(\d+)\.(\d+)$/.exec(basename(folder));
  return match ? match.slice(1).map(Number) : [-1];
}

function compareVersions(a: number[], b: number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference) return difference;
  }
  return 0;
}
