import { existsSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Failure, FailureError, toFailure } from '../../app/failure.ts';
import type { PackManifest } from '../../app/pack/manifest.ts';
import type { ActivePack } from '../inference/client.types.ts';
import { type ReadPack, readPack } from '../inference/packFiles.ts';
import { type PackChoice, readChoices } from './choices.ts';
import { listPackFolders, type PackFolders } from './packFolders.ts';

export type PackOrigin = 'shipped' | 'imported';

/** One pack folder as it is found: its description, or why that cannot be read. */
export type InstalledPack = {
  readonly folder: string;
  readonly origin: PackOrigin;
  readonly pack: ReadPack | null;
  readonly failure: Failure | null;
  readonly active: boolean;
};

/** Every pack, the main line first; within a task the newest version first. Only manifests are read here. */
export function installedPacks(folders: PackFolders): InstalledPack[] {
  const found = [
    ...listPackFolders(folders.shipped).map((folder) => look(folder, 'shipped')),
    ...(folders.imported === null ? [] : listPackFolders(folders.imported)).map((folder) =>
      look(folder, 'imported'),
    ),
  ];
  let choices: PackChoice[] = [];
  try {
    choices = readChoices(folders.imported);
  } catch {
    // Told by mainLineFolder and the Models screen; nothing that a person chose is guessed.
  }
  const active = activeFolders(found, choices);
  return found.map((one) => ({ ...one, active: active.has(one.folder) })).sort((a, b) => rank(a) - rank(b));
}

type Look = Pick<InstalledPack, 'pack' | 'failure'>;
/** Asked before every request: a manifest is read again only when its file has changed. */
const looks = new Map<string, Look & { stamp: string }>();

function look(folder: string, origin: PackOrigin): Omit<InstalledPack, 'active'> {
  const stat = statSync(join(folder, 'manifest.json'), { throwIfNoEntry: false });
  const stamp = stat ? `${stat.mtimeMs} ${stat.size} ${stat.ino}` : 'gone';
  let known = looks.get(folder);
  if (known?.stamp !== stamp) {
    known = { ...read(folder), stamp };
    looks.set(folder, known);
  }
  return { folder, origin, pack: known.pack, failure: known.failure };
}

function read(folder: string): Look {
  try {
    return { pack: readPack(folder), failure: null };
  } catch (error) {
    return { pack: null, failure: toFailure(error) };
  }
}

/**
 * The folders of the packs in use. A choice decides; without one the newest shipped pack of a name is in use unless
 * it is experimental, and an imported one is not.
 */
export function activeFolders(
  found: readonly Pick<InstalledPack, 'origin' | 'pack' | 'folder'>[],
  choices: readonly PackChoice[],
): Set<string> {
  const chosen = new Map(choices.map((choice) => [choice.sha256, choice.active]));
  const active = new Map<string, string>();
  const take = ({ task, name }: PackManifest, folder: string): void => {
    const question = task === 'lateralNeck' ? task : `${task} ${name}`;
    if (!active.has(question)) active.set(question, folder);
  };
  for (const { pack, folder } of found) {
    if (pack && chosen.get(pack.sha256)) take(pack.manifest, folder);
  }
  for (const { origin, pack, folder } of found) {
    if (!pack || origin === 'imported' || pack.manifest.experimental) continue;
    if (chosen.get(pack.sha256) !== false) take(pack.manifest, folder);
  }
  return new Set(active.values());
}

/**
 * The folder of the main line in use.
 * @throws FailureError when there is none, when the one that a person activated is gone or has changed, or when
 *   what was chosen cannot be read
 */
export function mainLineFolder(folders: PackFolders): string {
  const choices = readChoices(folders.imported);
  const found = installedPacks(folders);
  const wanted = choices.find((choice) => choice.task === 'lateralNeck' && choice.active);
  const active = found.find((one) => one.active && one.pack?.manifest.task === 'lateralNeck');
  if (wanted && active?.pack?.sha256 !== wanted.sha256)
    throw new FailureError('pack.activeChanged', { pack: `${wanted.name} ${wanted.version}` });
  if (active) return active.folder;
  // A pack that cannot be read may be the main line: its own failure says more than "none".
  const unreadable = found.filter((one) => one.origin === 'shipped' && one.failure);
  const suspect = unreadable.find((one) => basename(one.folder).startsWith('llnm')) ?? unreadable[0];
  if (suspect && existsSync(suspect.folder)) return suspect.folder;
  throw new FailureError('pack.missing', { folder: folders.shipped });
}

/** The shipped main line, for tools and tests that know no imported packs. */
export function activePackFolder(packsFolder: string): string {
  return mainLineFolder({ shipped: packsFolder, imported: null });
}

/** The opinion packs in use; one that cannot be read is skipped here and named on the Models screen. */
export function opinionPacks(folders: PackFolders): ActivePack[] {
  return installedPacks(folders).flatMap(({ active, pack }) =>
    active && pack && pack.manifest.task !== 'lateralNeck' ? [pack] : [],
  );
}

const TASK_ORDER = ['lateralNeck', 'malignancy', 'subtype', 'cytology', 'clinical'];

function rank({ pack }: Pick<InstalledPack, 'pack'>): number {
  return pack ? TASK_ORDER.indexOf(pack.manifest.task) : TASK_ORDER.length;
}
