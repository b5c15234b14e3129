import { existsSync } from 'node:fs';
import path from 'node:path';
import { sayFailure } from '../../app/words/say.ts';
import { packFolders } from '../../main/cli/session.ts';
import type { ActivePack } from '../../main/inference/client.types.ts';
import { readPack } from '../../main/inference/packFiles.ts';
import { installedPacks, mainLineFolder, opinionPacks } from '../../main/packs/installed.ts';
import { EvaluateTrouble } from './result.ts';

export type EvaluatedPacks = {
  /** Finds nodule and gland, and estimates the lateral neck. */
  readonly mainLineFolder: () => string;
  readonly opinions: readonly ActivePack[];
};

/**
 * The packs that the windows use; or those of a folder, experimental ones included, so that a new pack can be measured
 * before it is activated. The folder may be one pack or hold several; without a main line in it, that in use is taken.
 */
export function packsToEvaluate(given: string | null): EvaluatedPacks {
  const inUse = packFolders();
  if (given === null) return { mainLineFolder: () => mainLineFolder(inUse), opinions: opinionPacks(inUse) };
  const packs = existsSync(path.join(given, 'manifest.json')) ? [readPack(given)] : packsIn(given);
  const line = packs.find(({ manifest }) => manifest.task === 'lateralNeck');
  return {
    mainLineFolder: () => line?.folder ?? mainLineFolder(inUse),
    opinions: packs.filter(({ manifest }) => manifest.task !== 'lateralNeck'),
  };
}

function packsIn(folder: string): ActivePack[] {
  const found = installedPacks({ shipped: folder, imported: null });
  if (found.length === 0) throw new EvaluateTrouble(`There is no model pack in ${folder}`);
  return found.map(({ pack, failure, folder: at }) => {
    if (!pack)
      throw new EvaluateTrouble(
        `${path.basename(at)}: ${failure ? sayFailure('en', failure) : 'unreadable'}`,
      );
    return pack;
  });
}
