import type { Handlers, IncomingFile } from '../../app/contract/channels.ts';
import { type Failure, FailureError, toFailure } from '../../app/failure.ts';
import type { StartInference } from '../inference/port.ts';
import { findInstalled, setActive } from '../packs/activate.ts';
import { installedPacks, mainLineFolder } from '../packs/installed.ts';
import type { PackFolders } from '../packs/packFolders.ts';
import type { PackSource } from '../packs/packSource.ts';
import { packStates } from '../packs/packStates.ts';
import { removePack } from '../packs/removePack.ts';

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

/** Answers the contract's `pack.*`: the Models screen. */
export function checkPacks({ folders, start, changed }: PackParts): PackChecks {
  const states = packStates(folders);
  const list = async () => ({ packs: await states.list() });
  const withImported = (): PackFolders & { imported: string } => {
    if (folders.imported === null) throw new FailureError('pack.cannotWrite', { folder: folders.shipped });
    return { ...folders, imported: folders.imported };
  };

  return {
    handlers: {
      'pack.list': list,
      'pack.verify': async () => {
        states.forget();
        return await list();
      },
      'pack.import': async ({ files }) => {
        // Loaded at the first import: the pipeline and the archive reader are not needed to show the work list.
        const { importPack } = await import('../packs/importPack.ts');
        const { tryPack } = await import('../packs/tryPack.ts');
        const source = await sourceOf(files);
        const { sha256 } = await importPack(source, withImported(), (pack) => tryPack(pack, start));
        return { ...(await list()), sha256 };
      },
      'pack.setActive': async ({ sha256, active }) => {
        const found = findInstalled(folders, sha256);
        const { failure } = await states.of(found);
        if (failure && active) throw new FailureError(failure.code, failure.values, failure.detail);
        setActive(withImported(), found, active);
        changed();
        return await list();
      },
      'pack.remove': async ({ folder }) => {
        removePack(withImported(), folder);
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
      return found ? (await states.of(found)).failure : null;
    },
  };
}

/** One zip file, or the files of a folder. */
async function sourceOf(files: readonly IncomingFile[]): Promise<PackSource> {
  const { filesSource, zipSource } = await import('../packs/packSource.ts');
  const [first] = files;
  const decoded = files.map(({ name, base64 }) => ({ name, bytes: Buffer.from(base64, 'base64') }));
  if (files.length === 1 && !/(^|\/)manifest\.json$/i.test(first!.name))
    return await zipSource(first!.name, decoded[0]!.bytes);
  return filesSource(decoded);
}
