import type { Handlers, PackState } from '../../app/contract/channels.ts';
import { type Failure, toFailure } from '../../app/failure.ts';
import { listPackFolders, type ReadPack, readCards, readNetwork, readPack } from '../inference/packFiles.ts';

/** The models screen: every installed pack with its cards, each file checked against its hash. */
export function packHandlers(packsFolder: string): Pick<Handlers, 'pack.list'> {
  return {
    'pack.list': async () => ({
      packs: listPackFolders(packsFolder).map((folder, i) => packState(folder, i === 0)),
    }),
  };
}

function packState(folder: string, active: boolean): PackState {
  let pack: ReadPack | null = null;
  try {
    pack = readPack(folder);
    for (const network of pack.manifest.networks) readNetwork(folder, network);
    return { manifest: pack.manifest, sha256: pack.sha256, active, failure: null, cards: readCards(pack) };
  } catch (error) {
    return {
      manifest: pack?.manifest ?? null,
      sha256: pack?.sha256 ?? null,
      active,
      failure: toFailure(error),
      cards: {},
    };
  }
}

/** What is wrong with the pack in use, if anything; the same check that loading makes, without the sessions. */
export function packFailure(packsFolder: string): Failure | null {
  const [folder] = listPackFolders(packsFolder);
  if (!folder) return { code: 'pack.missing', values: { folder: packsFolder } };
  return packState(folder, true).failure;
}
