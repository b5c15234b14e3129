import { CHANNELS, type ChannelName, type Handlers } from '../../app/contract/channels.ts';
import { FailureError } from '../../app/failure.ts';
import { opinionTaskSchema } from '../../app/opinion/opinion.ts';
import { packLabel, systemName } from '../../app/pack/manifest.ts';
import { DEFAULT_SETTINGS } from '../../app/settings.ts';
import { caseHandlers } from '../imports/caseHandlers.ts';
import { cytologyHandlers } from '../imports/cytologyHandlers.ts';
import { imageHandlers } from '../imports/imageHandlers.ts';
import { makeStaging } from '../imports/staging.ts';
import { createInference } from '../inference/client.ts';
import { readPack } from '../inference/packFiles.ts';
import type { StartInference } from '../inference/port.ts';
import { mainLineFolder, opinionPacks } from '../packs/installed.ts';
import { importedPacksFolder, type PackFolders } from '../packs/packFolders.ts';
import type { BackendOptions } from '../shell/protocol.ts';
import { getSettings, notePacks, type Store, saveAssessment } from '../store/index.ts';
import { settingsHandlers } from '../store/settingsHandlers.ts';
import { assessmentHandlers } from './assessmentHandlers.ts';
import { assessStored } from './assessStored.ts';
import { createDispatcher, type Dispatch } from './dispatcher.ts';
import { checkPacks } from './packHandlers.ts';
import { createQueue, type Emit } from './queue.ts';
import { keepStore } from './storeKeeper.ts';

export type BackendParts = BackendOptions & {
  startInference: StartInference;
  emit: Emit;
  /** Hold every answer against its schema too. */
  checkOutputs: boolean;
};

export type Backend = { dispatch: Dispatch; close(): Promise<void> };

type StoreChannel = Exclude<ChannelName, 'app.info' | `pack.${string}`>;
type StoreHandlers = Pick<Handlers, StoreChannel>;

/** Puts the backend together: store, inference, queue and one handler per channel of the contract. */
export function createBackend(parts: BackendParts): Backend {
  const { emit } = parts;
  const folders: PackFolders = {
    shipped: parts.packsFolder,
    imported: importedPacksFolder(parts.dataFolder),
  };
  const packs = checkPacks({
    folders,
    start: parts.startInference,
    changed: () => {
      if (keeper.failure() === null) noteActivePacks(keeper.store(), folders);
      emit('packs.changed', {});
      emit('workList.changed', {});
    },
  });
  let answering: StoreHandlers | null = null;

  const keeper = keepStore(parts.dataFolder, (store) => {
    noteActivePacks(store, folders);
    answering = storeHandlers(store);
  });
  const inference = createInference({
    start: parts.startInference,
    packFolder: () => mainLineFolder(folders),
    threads: () => getSettings(keeper.store()).inferenceThreads,
    onRestart: (times) => emit('inference.restarted', { times }),
  });
  const queue = createQueue({
    assessCase: (caseId, watch) =>
      assessStored(keeper.store(), inference, () => opinionPacks(folders), caseId, watch),
    save: (assessment) => saveAssessment(keeper.store(), assessment),
    restarts: () => inference.restarts(),
    emit,
  });

  function storeHandlers(store: Store): StoreHandlers {
    const staging = makeStaging();
    const images = imageHandlers(store, staging);
    return {
      ...settingsHandlers(store, emit),
      ...images,
      'image.stage': async (input) => {
        // A picture comes in: its assessment will follow, so the networks are loaded meanwhile.
        inference.pack().catch(() => {});
        return await images['image.stage'](input);
      },
      ...caseHandlers(store, staging, emit),
      ...cytologyHandlers(store, emit),
      ...assessmentHandlers(store, queue),
    };
  }

  const handlers: Handlers = {
    ...behindStore((name) => {
      keeper.store();
      return answering![name] as (input: unknown) => Promise<unknown>;
    }),
    'app.info': async () => ({
      version: parts.version,
      host: parts.host,
      hostReason: parts.hostReason,
      dataFolder: parts.dataFolder,
      storeFailure: keeper.failure(),
      packFailure: await packs.failure(),
    }),
    ...packs.handlers,
    // Without a store the screen that says so still needs a language.
    'settings.get': async () => (answering ? await answering['settings.get']({}) : DEFAULT_SETTINGS),
  };

  keeper.open();
  return {
    dispatch: createDispatcher(handlers, { checkOutputs: parts.checkOutputs }),
    async close() {
      await Promise.all([queue.close(), inference.close()]);
      keeper.close();
    },
  };
}

/** One handler per channel that needs the store; each throws the store's failure while there is none. */
function behindStore(find: (name: StoreChannel) => (input: unknown) => Promise<unknown>): StoreHandlers {
  const names = Object.keys(CHANNELS).filter(
    (n): n is StoreChannel => n !== 'app.info' && !n.startsWith('pack.'),
  );
  return Object.fromEntries(
    names.map((name) => [name, async (input: unknown) => await find(name)(input)]),
  ) as unknown as StoreHandlers;
}

/** An assessment made with other packs is stale; a pack that cannot be read is told by `app.info`. */
function noteActivePacks(store: Store, folders: PackFolders): void {
  try {
    const opinions = opinionPacks(folders).flatMap(({ manifest, sha256 }) => {
      const task = opinionTaskSchema.safeParse(manifest.task);
      return task.success ? [{ sha256, system: systemName(manifest), task: task.data }] : [];
    });
    notePacks(store, packLabel(readPack(mainLineFolder(folders)).manifest), opinions);
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
  }
}
