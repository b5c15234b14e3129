import { FailureError } from '../../app/failure.ts';
import { readChoices, withChoice, writeChoices } from './choices.ts';
import { type InstalledPack, installedPacks } from './installed.ts';
import type { PackFolders } from './packFolders.ts';

/** The installed pack with this manifest hash; throws `pack.notInstalled`. */
export function findInstalled(folders: PackFolders, sha256: string): InstalledPack {
  const found = installedPacks(folders).find((one) => one.pack?.sha256 === sha256);
  if (!found) throw new FailureError('pack.notInstalled');
  return found;
}

/**
 * Switches a pack on or off for the assessments from now on; earlier ones keep the pack that made them. The caller
 * has checked the pack's files. The main line is never off: another is switched on instead.
 */
export function setActive(
  folders: PackFolders & { imported: string },
  { pack, active: isActive }: InstalledPack,
  active: boolean,
): void {
  if (!pack) throw new FailureError('pack.notInstalled');
  const { name, version, task } = pack.manifest;
  if (task === 'lateralNeck' && !active) {
    if (isActive) throw new FailureError('pack.mainLineNeeded', { pack: `${name} ${version}` });
    return;
  }
  const chosen = { name, version, task, sha256: pack.sha256, active };
  writeChoices(folders.imported, withChoice(choicesOrNone(folders), chosen));
}

/** Choices that cannot be read are made anew by choosing: that is the way out of that state. */
function choicesOrNone(folders: PackFolders) {
  try {
    return readChoices(folders.imported);
  } catch {
    return [];
  }
}
