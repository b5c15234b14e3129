import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Handlers, PackState } from '../../app/contract/channels.ts';
import { type Failure, FailureError, toFailure } from '../../app/failure.ts';
import type { NetworkManifest } from '../../app/pack/manifest.ts';
import { listPackFolders, type ReadPack, readCards, readPack } from '../inference/packFiles.ts';

export type PackChecks = {
  handlers: Pick<Handlers, 'pack.list'>;
  /** What is wrong with the pack in use, if anything; the check that loading makes, without the sessions. */
  failure(): Promise<Failure | null>;
};

/**
 * The models screen: every installed pack with its cards, each file against its hash. A file is hashed again only
 * when its size or time has changed; the inference process hashes what it loads regardless.
 */
export function checkPacks(packsFolder: string): PackChecks {
  const hashes = new Map<string, { stamp: string; sha256: string }>();

  async function hashOf(file: string): Promise<string> {
    const { mtimeMs, size, ino } = await stat(file);
    const stamp = `${mtimeMs} ${size} ${ino}`;
    const known = hashes.get(file);
    if (known?.stamp === stamp) return known.sha256;
    const hash = createHash('sha256');
    for await (const part of createReadStream(file, { highWaterMark: 2 ** 20 })) hash.update(part);
    const sha256 = hash.digest('hex');
    hashes.set(file, { stamp, sha256 });
    return sha256;
  }

  async function checkNetwork(folder: string, network: NetworkManifest): Promise<void> {
    const values = { file: network.file, folder };
    let sha256: string;
    try {
      sha256 = await hashOf(join(folder, network.file));
    } catch (error) {
      throw new FailureError('pack.fileMissing', values, String(error));
    }
    if (sha256 !== network.sha256)
      throw new FailureError('pack.altered', values, `SHA-256 ${sha256}, manifest ${network.sha256}`);
  }

  async function stateOf(folder: string, active: boolean): Promise<PackState> {
    let pack: ReadPack | null = null;
    try {
      pack = readPack(folder);
      for (const network of pack.manifest.networks) await checkNetwork(folder, network);
      return { manifest: pack.manifest, sha256: pack.sha256, active, failure: null, cards: readCards(pack) };
    } catch (error) {
      const { manifest = null, sha256 = null } = pack ?? {};
      return { manifest, sha256, active, failure: toFailure(error), cards: {} };
    }
  }

  return {
    handlers: {
      'pack.list': async () => ({
        packs: await Promise.all(listPackFolders(packsFolder).map((folder, i) => stateOf(folder, i === 0))),
      }),
    },
    async failure() {
      const [folder] = listPackFolders(packsFolder);
      if (!folder) return { code: 'pack.missing', values: { folder: packsFolder } };
      return (await stateOf(folder, true)).failure;
    },
  };
}
