import { CHANNELS, type ChannelName, type EventPayload, type Handlers } from '../../app/contract/channels.ts';
import { FailureError } from '../../app/failure.ts';
import { packLabel } from '../../app/pack/manifest.ts';
import { DEFAULT_SETTINGS } from '../../app/settings.ts';
import { accessHandlers } from '../access/accessHandlers.ts';
import { auditHandlers } from '../access/auditHandlers.ts';
import { createDoor } from '../access/door.ts';
import { draftHandlers } from '../access/draftHandlers.ts';
import { checkRequest } from '../access/gate.ts';
import { type IdleClock, startIdleClock } from '../access/idleClock.ts';
import { type Keychain, NO_KEYCHAIN } from '../access/keychain.ts';
import { userHandlers } from '../access/userHandlers.ts';
import { backupHandlers } from '../backup/handlers.ts';
import { type BackupKeeper, createBackupKeeper } from '../backup/keeper.ts';
import { fieldHandlers } from '../field/handlers.ts';
import { createRebuilder, type Rebuilder } from '../field/rebuild.ts';
import { caseHandlers } from '../imports/caseHandlers.ts';
import { cytologyHandlers } from '../imports/cytologyHandlers.ts';
import { imageHandlers } from '../imports/imageHandlers.ts';
import { privacyOf } from '../imports/privacy.ts';
import { makeStaging } from '../imports/staging.ts';
import { createInference } from '../inference/client.ts';
import { readPack } from '../inference/packFiles.ts';
import type { StartInference } from '../inference/port.ts';
import { readKeyFile } from '../keys/keyFile.ts';
import { askablePacks } from '../packs/askablePacks.ts';
import { mainLineFolder, opinionPacks } from '../packs/installed.ts';
import { importedPacksFolder, type PackFolders } from '../packs/packFolders.ts';
import type { BackendOptions } from '../shell/protocol.ts';
import { getSettings, notePacks, type Store, saveAssessment } from '../store/index.ts';
import { settingsHandlers } from '../store/settingsHandlers.ts';
import { actingAs } from '../store/store.ts';
import { transferHandlers } from '../transfer/handlers.ts';
import { assessmentHandlers } from './assessmentHandlers.ts';
import { assessStored } from './assessStored.ts';
import { createDispatcher, type Dispatch } from './dispatcher.ts';
import { explanationHandlers } from './explanationHandlers.ts';
import { checkPacks } from './packHandlers.ts';
import { createQueue, type Emit, type Queue } from './queue.ts';
import { withTrail } from './trail.ts';

export type BackendParts = BackendOptions & {
  startInference: StartInference;
  keychain?: Keychain;
  /** Cost of new passphrases; lowered by tests only. */
  scryptN?: number;
  emit: Emit;
  /** Hold every answer against its schema too. */
  checkOutputs: boolean;
};

export type Backend = {
  dispatch: Dispatch;
  /** Opens with a key that the process which started this one hands over. */
  unlockWithKey(dataKey: Buffer): Promise<void>;
  /** Resolves when the store was looked at, and opened where the keychain opens it. */
  ready: Promise<void>;
  close(): Promise<void>;
};

type Aside = 'app.info' | `${'pack' | 'access' | 'user' | 'audit' | 'draft' | 'backup' | 'erase'}.${string}`;
type StoreChannel = Exclude<ChannelName, Aside>;
type StoreHandlers = Pick<Handlers, StoreChannel>;

/** Puts the backend together: store, inference, queue and one handler per channel of the contract. */
export function createBackend(parts: BackendParts): Backend {
  /** Nobody signed in: nothing about a case leaves, not even that one was assessed. */
  const emit: Emit = (name, payload) => {
    if (door.session() || name === 'access.changed') parts.emit(name, payload);
    // That one goes on behind the lock is for whoever would close the window.
    else if (name === 'backup.changed')
      parts.emit(name, { ...(payload as EventPayload<'backup.changed'>), failure: null } as typeof payload);
  };
  const folders: PackFolders = {
    shipped: parts.packsFolder,
    imported: importedPacksFolder(parts.dataFolder),
  };
  const packs = checkPacks({
    folders,
    start: parts.startInference,
    changed: () => {
      if (door.isOpen()) noteActivePacks(door.store(), folders);
      emit('packs.changed', {});
      emit('workList.changed', {});
    },
  });
  let answering: StoreHandlers | null = null;

  let queue: Queue | null = null;
  let rebuilder: Rebuilder | null = null;
  let idle: IdleClock | null = null;
  let keeper: BackupKeeper | null = null;

  const door = createDoor({
    folder: parts.dataFolder,
    keychain: parts.keychain ?? NO_KEYCHAIN,
    ...(parts.scryptN === undefined ? {} : { scryptN: parts.scryptN }),
    opened: (store) => {
      noteActivePacks(store, folders);
      void queue?.close();
      void rebuilder?.close();
      queue = queueOf(store);
      rebuilder = createRebuilder(store, emit);
      answering = storeHandlers(store, queue, rebuilder);
      void keeper?.close();
      keeper = null;
    },
    changed: () => {
      idle?.stop();
      if (!door.isOpen()) {
        void queue?.close();
        answering = null;
      }
      const session = door.session();
      if (session && !session.demo) keeper ??= keeperOf(door.store());
      idle =
        session && !session.demo
          ? startIdleClock({
              minutes: () => getSettings(door.store()).lockAfterMinutes,
              lock: () => door.lock('idle'),
            })
          : null;
      parts.emit('access.changed', {});
    },
  });
  const inference = createInference({
    start: parts.startInference,
    packFolder: () => mainLineFolder(folders),
    threads: () => getSettings(door.store()).inferenceThreads,
    onRestart: (times) => emit('inference.restarted', { times }),
  });
  const queueOf = (store: Store): Queue =>
    createQueue({
      assessCase: (caseId, watch) =>
        assessStored(store, inference, () => opinionPacks(folders), caseId, watch),
      asking: () => store.actor,
      save: (assessment, by) => actingAs(store, by, () => saveAssessment(store, assessment)),
      restarts: () => inference.restarts(),
      emit,
    });

  const keeperOf = (store: Store): BackupKeeper =>
    createBackupKeeper({ store, dataKey: door.dataKey(), appVersion: parts.version, emit });

  function storeHandlers(store: Store, queue: Queue, rebuilder: Rebuilder): StoreHandlers {
    const staging = makeStaging(() => privacyOf(store));
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
      ...fieldHandlers(store, rebuilder, emit),
      ...explanationHandlers(store, inference, emit),
      ...transferHandlers({
        store,
        emit,
        appVersion: parts.version,
        storeId: () => readKeyFile(parts.dataFolder)!.storeId,
        guess: door.guess('cases'),
        ...(parts.scryptN === undefined ? {} : { scryptN: parts.scryptN }),
      }),
    };
  }

  const handlers: Handlers = {
    ...behindStore((name) => {
      door.store();
      return answering![name] as (input: unknown) => Promise<unknown>;
    }),
    'app.info': async () => ({
      version: parts.version,
      host: parts.host,
      hostReason: parts.hostReason,
      dataFolder: parts.dataFolder,
      storeFailure: door.failure(),
      packFailure: await packs.failure(),
    }),
    ...accessHandlers(door, parts.dataFolder, () => idle?.touch()),
    ...userHandlers(door, parts.dataFolder),
    ...auditHandlers(door),
    ...draftHandlers(door),
    ...backupHandlers({
      door,
      folder: parts.dataFolder,
      keeper: () => keeper,
      stopWork: async () => {
        await Promise.all([queue?.close(), rebuilder?.close(), keeper?.close()]);
        keeper = null;
      },
      emit,
    }),
    ...packs.handlers,
    // Without a store the screen that says so still needs a language.
    'settings.get': async () => (answering ? await answering['settings.get']({}) : DEFAULT_SETTINGS),
  };

  const dispatch = createDispatcher(handlers, {
    checkOutputs: parts.checkOutputs,
    check: (name, input) => {
      // A computer that was asleep: its timers come late, the first request does not.
      if (idle?.isOver()) door.lock('idle');
      checkRequest(name, input, door.session(), door.trouble());
    },
  });
  return {
    dispatch: withTrail(dispatch, () => (door.session()?.demo === false ? door.store() : null)),
    unlockWithKey: (dataKey) => door.unlockWithKey(dataKey),
    ready: door.start().then(() => parts.emit('access.changed', {})),
    async close() {
      idle?.stop();
      await Promise.all([queue?.close(), rebuilder?.close(), keeper?.close(), inference.close()]);
      door.close();
    },
  };
}

/** One handler per channel that needs the store; each throws the store's failure while there is none. */
function behindStore(find: (name: StoreChannel) => (input: unknown) => Promise<unknown>): StoreHandlers {
  const names = Object.keys(CHANNELS).filter(
    (n): n is StoreChannel => n !== 'app.info' && !/^(pack|access|user|audit|draft|backup|erase)\./.test(n),
  );
  return Object.fromEntries(
    names.map((name) => [name, async (input: unknown) => await find(name)(input)]),
  ) as unknown as StoreHandlers;
}

/** An assessment made with other packs is stale; a pack that cannot be read is told by `app.info`. */
function noteActivePacks(store: Store, folders: PackFolders): void {
  try {
    notePacks(store, packLabel(readPack(mainLineFolder(folders)).manifest), askablePacks(folders));
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
  }
}
