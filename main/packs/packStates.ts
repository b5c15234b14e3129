import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { PackState } from '../../app/contract/channels.ts';
import { FailureError, toFailure } from '../../app/failure.ts';
import type { NetworkManifest } from '../../app/pack/manifest.ts';
import { readCards } from '../inference/packFiles.ts';
import { type InstalledPack, installedPacks } from './installed.ts';
import type { PackFolders } from './packFolders.ts';

export type PackStates = {
  /** Every installed pack with its cards, each file held against its hash. */
  list(): Promise<PackState[]>;
  of(found: InstalledPack): Promise<PackState>;
  /** The next check reads every file again. */
  forget(): void;
};

/**
 * The state of the packs on disk. A file is hashed again only when its size or time has changed; the inference
 * process hashes what it loads regardless.
 */
export function packStates(folders: PackFolders): PackStates {
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

  async function of(found: InstalledPack): Promise<PackState> {
    const { folder, origin, pack, active, failure } = found;
    if (!pack) return { manifest: null, sha256: null, folder, origin, active, failure, cards: {} };
    const { manifest, sha256 } = pack;
    try {
      for (const network of manifest.networks) await checkNetwork(folder, network);
      return { manifest, sha256, folder, origin, active, failure: null, cards: readCards(pack) };
    } catch (error) {
      return { manifest, sha256, folder, origin, active, failure: toFailure(error), cards: {} };
    }
  }

  return {
    list: () => Promise.all(installedPacks(folders).map(of)),
    of,
    forget: () => hashes.clear(),
  };
}
