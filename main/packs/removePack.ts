import { randomUUID } from 'node:crypto';
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { FailureError } from '../../app/failure.ts';
import { readChoices, writeChoices } from './choices.ts';
import { type InstalledPack, installedPacks } from './installed.ts';
import type { PackFolders } from './packFolders.ts';

/** Swept at the next import when its files could not be deleted at once (open on another system). */
const LEAVING = '.incoming-removed-';

/**
 * Takes an imported pack off this machine. It goes in one step: moved out of the listing first, then deleted.
 * Results keep what it said and its name, version and hash; only its card goes with it.
 * @param folder as listed; a pack that cannot be read has no other name
 * @throws FailureError `pack.notInstalled`, `pack.shippedStays`, `pack.inUse`, `pack.cannotWrite`
 */
export function removePack(folders: PackFolders & { imported: string }, folder: string): void {
  const found = installedPacks(folders).find((one) => one.folder === folder);
  if (!found) throw new FailureError('pack.notInstalled');
  if (found.origin === 'shipped') throw new FailureError('pack.shippedStays', { pack: titleOf(found) });
  if (found.active) throw new FailureError('pack.inUse', { pack: titleOf(found) });
  forget(folders.imported, found);
  const leaving = join(folders.imported, `${LEAVING}${randomUUID()}`);
  try {
    renameSync(found.folder, leaving);
  } catch (error) {
    throw new FailureError('pack.cannotWrite', { folder: folders.imported }, String(error));
  }
  rmSync(leaving, { recursive: true, force: true, maxRetries: 2 });
}

const titleOf = ({ pack, folder }: InstalledPack): string =>
  pack ? `${pack.manifest.name} ${pack.manifest.version}` : folder;

/** Brought in again later, the pack is as new: not switched on by a choice of before. */
function forget(importedFolder: string, { pack }: InstalledPack): void {
  if (!pack) return;
  const choices = readChoices(importedFolder);
  const kept = choices.filter((choice) => choice.sha256 !== pack.sha256);
  if (kept.length < choices.length) writeChoices(importedFolder, kept);
}
