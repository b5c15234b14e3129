import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Handlers, IncomingFile, PackState } from '../../app/contract/channels.ts';
import { type Failure, FailureError, toFailure } from '../../app/failure.ts';
import type { NetworkManifest } from '../../app/pack/manifest.ts';
import { readCards } from '../inference/packFiles.ts';
import type { StartInference } from '../inference/port.ts';
import { findInstalled, setActive } from '../packs/activate.ts';
import { importPack } from '../packs/importPack.ts';
import { type InstalledPack, installedPacks, mainLineFolder } from '../packs/installed.ts';
import type { PackFolders } from '../packs/packFolders.ts';
import { filesSource, type PackSource, zipSource } from '../packs/packSource.ts';
import { tryPack } from '../packs/tryPack.ts';

type PackHandlers = Pick<Handlers, Extract<keyof Handlers, `pack.${string}`>>;

export type PackChecks = {
  handlers: PackHandlers;
  /** What is wrong with the pack in use, if anything; the check that loading makes, without the sessions. */
  failure(): Promise<Failure | null>;
};

export type PackParts = {
  folders: PackFolders;
  /** Starts the inference process that an imported pack is tried in. */
  start: StartInference;
  /** Another pack is in use from now on. */
  changed: () => void;
};

/**
 * The models screen: every installed pack with its cards, each file against its hash. A file is hashed again only
 * when its size or time has changed; the inference process hashes what it loads regardless.
 */
export function checkPacks(parts: PackParts): PackChecks {
  const { folders, start, changed } = parts;
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

  async function stateOf(found: InstalledPack): Promise<PackState> {
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

  const list = async () => ({ packs: await Promise.all(installedPacks(folders).map(stateOf)) });
  const withImported = (): PackFolders & { imported: string } => {
    if (folders.imported === null) throw new FailureError('pack.cannotWrite', { folder: folders.shipped });
    return { ...folders, imported: folders.imported };
  };

  return {
    handlers: {
      'pack.list': list,
      'pack.verify': async () => {
        hashes.clear();
        return await list();
      },
      'pack.import': async ({ files }) => {
        const source = await sourceOf(files);
        const { sha256 } = await importPack(source, withImported(), (pack) => tryPack(pack, start));
        return { ...(await list()), sha256 };
      },
      'pack.setActive': async ({ sha256, active }) => {
        const found = findInstalled(folders, sha256);
        const { failure } = await stateOf(found);
        if (failure && active) throw new FailureError(failure.code, failure.values, failure.detail);
        setActive(withImported(), found, active);
        changed();
        return await list();
      },
    },
    async failure() {
      let folder: string;
      try {
        folder = mainLineFolder(folders);
      } catch (error) {
        return toFailure(error);
      }
      const found = installedPacks(folders).find((one) => one.folder === folder);
      return found ? (await stateOf(found)).failure : null;
    },
  };
}

/** One zip file, or the files of a folder. */
async function sourceOf(files: readonly IncomingFile[]): Promise<PackSource> {
  const [first] = files;
  const decoded = files.map(({ name, base64 }) => ({ name, bytes: Buffer.from(base64, 'base64') }));
  if (files.length === 1 && !/(^|\/)manifest\.json$/i.test(first!.name))
    return await zipSource(first!.name, decoded[0]!.bytes);
  return filesSource(decoded);
}
