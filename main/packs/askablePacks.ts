import { opinionTaskSchema } from '../../app/opinion/opinion.ts';
import { systemName } from '../../app/pack/manifest.ts';
import type { AskablePack } from '../store/basis.ts';
import { opinionPacks } from './installed.ts';
import type { PackFolders } from './packFolders.ts';

/** The opinion packs in use, as the store keeps them to tell which an earlier assessment was not asked. */
export function askablePacks(folders: PackFolders): AskablePack[] {
  return opinionPacks(folders).flatMap(({ manifest, sha256 }) => {
    const task = opinionTaskSchema.safeParse(manifest.task);
    return task.success ? [{ sha256, system: systemName(manifest), task: task.data }] : [];
  });
}
