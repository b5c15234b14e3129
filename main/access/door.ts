import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { AccessState, KeychainState, LOCK_REASONS, User } from '../../app/contract/access.ts';
import { type Failure, FailureError, toFailure } from '../../app/failure.ts';
import { type DataKey, makeDataKey, subkey } from '../keys/dataKey.ts';
import { type KeyFile, readKeyFile } from '../keys/keyFile.ts';
import {
  changeKeyFile,
  createKeyRing,
  openWithPassphrase,
  openWithRecoveryCode,
  passphraseSlots,
  setPassphrase,
} from '../keys/keyRing.ts';
import { readRecoveryCode } from '../keys/recoveryCode.ts';
import { record, verifyAuditEnd } from '../store/audit.ts';
import { noteClockSetBack } from '../store/clock.ts';
import { encryptPlainStore, hasPlainStore, PLAIN_NAME } from '../store/encryptStore.ts';
import { openStore, STORE_FILE_NAME } from '../store/openStore.ts';
import { actingAs, ITSELF, type Store } from '../store/store.ts';
import { saltOfOpenStore } from '../store/storeLock.ts';
import { addUser, getUser, listUsers } from '../store/users.ts';
import { type Attempts, keepAttempts } from './attempts.ts';
import { lookAt, nameBadOpening } from './folderState.ts';
import { type Keychain, NO_KEYCHAIN } from './keychain.ts';
import { keychainSlotOf, keychainState, openWithKeychain } from './keychainSlot.ts';

/** Who is signed in; in the demonstration a made-up person with every right and nothing to lose. */
export type Session = { user: Pick<User, 'id' | 'name' | 'role'>; demo: boolean };
export type LockReason = (typeof LOCK_REASONS)[number];

export type DoorParts = {
  folder: string;
  keychain?: Keychain;
  now?: () => Date;
  /** Cost of new passphrases; lowered by tests only. */
  scryptN?: number;
  /** Called each time a store opens, before anything else uses it. */
  opened: (store: Store) => void;
  /** Another person, nobody, or another bad state from now on. */
  changed: () => void;
};

/**
 * The one way to the store. Locking takes the session away and leaves the store open: what is under way is finished
 * and kept, and nothing is answered to the screen until a passphrase is given again. The key leaves memory when
 * ThyroMap is closed.
 */
export type Door = ReturnType<typeof createDoor>;

export function createDoor(parts: DoorParts) {
  const { folder } = parts;
  const now = parts.now ?? (() => new Date());
  const keychain = parts.keychain ?? NO_KEYCHAIN;
  const attempts: Attempts = keepAttempts(folder, () => now().getTime());
  let open: { store: Store; dataKey: DataKey; demo: boolean } | null = null;
  let session: Session | null = null;
  let reason: LockReason = 'start';
  /** A right key whose store could not be opened: tried again when the person asks. */
  let untried: { dataKey: DataKey; userId: string } | null = null;
  let failure: Failure | null = null;
  let keychainNow: KeychainState = null;
  /** One attempt at a time: guessing in parallel gains nothing. */
  let turn: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work, work);
    turn = mine.catch(() => {});
    return mine;
  };

  function look(): ReturnType<typeof lookAt> | null {
    if (untried) return null;
    try {
      const found = lookAt(folder);
      failure = null;
      return found;
    } catch (error) {
      failure = toFailure(error);
      return null;
    }
  }

  function openStoreWith(dataKey: DataKey, userId: string): void {
    const keyFile = readKeyFile(folder);
    const key = subkey(dataKey, 'store');
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const wasPlain = hasPlainStore(folder);
      if (wasPlain) encryptPlainStore(folder, key);
      const store = openStore(folder, { now, key, auditKey: subkey(dataKey, 'audit head') });
      open = { store, dataKey, demo: false };
      if (wasPlain) record(store, { action: 'store.encrypted' });
    } catch (error) {
      untried = { dataKey, userId };
      failure = toFailure(nameBadOpening(error, folder, keyFile));
      throw new FailureError(failure.code, failure.values, failure.detail);
    }
    untried = null;
    failure = null;
    const salt = saltOfOpenStore(open.store.db);
    if (keyFile && salt !== null && keyFile.storeSalt !== salt)
      changeKeyFile(folder, () => ({ storeSalt: salt }));
    const { store } = open;
    checkAuditEnd(store, dataKey);
    noteClockSetBack(store);
    parts.opened(store);
  }

  /** Opens the store if it is not open, and signs the person in. */
  function enter(dataKey: DataKey, userId: string, how: string): void {
    if (!open) openStoreWith(dataKey, userId);
    const { store } = open!;
    const slot = passphraseSlots(readKeyFile(folder)!).find((one) => one.userId === userId);
    // Only a store made this moment has nobody; its first person is who made its key.
    if (listUsers(store).length === 0) {
      const name = slot?.name ?? '';
      actingAs(store, { id: userId, name }, () => {
        record(store, { action: 'store.created' });
        addUser(store, { id: userId, name, role: 'administrator' });
      });
    }
    const { id, name, role } = getUser(store, userId);
    noteRefused(store, attempts);
    session = { user: { id, name, role }, demo: false };
    store.actor = { id, name };
    record(store, { action: 'access.unlocked', detail: { how } });
    if (readKeyFile(folder)?.lastUserId !== id) changeKeyFile(folder, () => ({ lastUserId: id }));
    parts.changed();
  }

  const keyFileNow = (): KeyFile => {
    const found = readKeyFile(folder);
    if (!found) throw new FailureError('key.lost', { file: join(folder, STORE_FILE_NAME) });
    return found;
  };

  /** The data key for a right passphrase; counts, slows down and tells a wrong one. */
  async function proved(userId: string, passphrase: string): Promise<DataKey> {
    const keyFile = keyFileNow();
    // Whatever else was sent in place of a person is not written down: it may be a name or a passphrase.
    const who = passphraseSlots(keyFile).some((slot) => slot.userId === userId) ? userId : 'unknown';
    const seconds = attempts.waitSeconds(who);
    if (seconds > 0) throw new FailureError('access.wait', { seconds });
    attempts.begin(who);
    const dataKey = await openWithPassphrase(keyFile, userId, passphrase);
    if (!dataKey) {
      if (open && !open.demo) noteRefused(open.store, attempts);
      throw new FailureError('access.wrongPassphrase');
    }
    attempts.succeeded(who);
    return dataKey;
  }

  return {
    /** What the keychain allows is asked once, and the store opened with it where a person has chosen so. */
    async start(): Promise<void> {
      const found = look();
      if (found?.kind !== 'locked') return;
      keychainNow = await keychainState(keychain, found.keyFile);
      const slot = keychainSlotOf(found.keyFile);
      const dataKey =
        slot && keychainNow?.failure === null && (await openWithKeychain(keychain, found.keyFile));
      if (!slot || !dataKey) return;
      try {
        enter(dataKey, slot.userId, 'keychain');
      } catch (error) {
        failure ??= toFailure(error);
      }
    },

    state(): AccessState {
      if (session) {
        const { user, demo } = session;
        const people = demo ? 1 : passphraseSlots(keyFileNow()).length;
        return { state: 'open', user, demo, people, keychain: keychainNow };
      }
      const found = open ? null : look();
      if (failure) return { state: 'trouble' };
      if (found && found.kind !== 'locked')
        return { state: 'firstStart', plainStore: found.kind === 'plain' };
      const keyFile = found?.keyFile ?? keyFileNow();
      return {
        state: 'locked',
        reason,
        users: passphraseSlots(keyFile).map(({ userId, name }) => ({
          id: userId,
          name,
          waitSeconds: attempts.waitSeconds(userId),
        })),
        lastUserId: keyFile.lastUserId,
        hasRecoveryCode: keyFile.slots.some((slot) => slot.kind === 'recovery'),
        keychain: keychainNow,
      };
    },

    /** What was wrong when it was last tried. */
    trouble: (): Failure | null => failure,
    /** Tries once more where opening has failed; what is wrong now. */
    failure(): Failure | null {
      if (open) return null;
      if (!untried) {
        look();
        return failure;
      }
      const { dataKey, userId } = untried;
      try {
        enter(dataKey, userId, 'again');
      } catch (error) {
        failure = toFailure(error);
      }
      return failure;
    },

    setUp: (name: string, passphrase: string): Promise<string> =>
      inTurn(async () => {
        // Never looks at the files of a store that is open: see storeLock.ts.
        if (open && !open.demo) throw new FailureError('access.alreadySetUp');
        const found = look();
        if (failure) throw new FailureError(failure.code, failure.values, failure.detail);
        if (!found || found.kind === 'locked') throw new FailureError('access.alreadySetUp');
        leaveDemo();
        takeBackPlain(folder);
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        const userId = randomUUID();
        const ring = await createKeyRing(
          folder,
          { userId, name, passphrase },
          parts.scryptN === undefined ? {} : { N: parts.scryptN },
        );
        enter(ring.dataKey, userId, 'setUp');
        return ring.recoveryCode;
      }),

    unlock: (userId: string, passphrase: string): Promise<void> =>
      inTurn(async () => enter(await proved(userId, passphrase), userId, 'passphrase')),

    /** A key handed over by the process that started ThyroMap, on their channel: the shell, or a test. */
    unlockWithKey: (dataKey: DataKey): Promise<void> =>
      inTurn(async () => {
        const keyFile = keyFileNow();
        const userId = keyFile.lastUserId ?? passphraseSlots(keyFile)[0]?.userId;
        if (userId === undefined) throw new FailureError('access.unknownUser');
        enter(Buffer.from(dataKey), userId, 'channel');
      }),

    recover: (typed: string, userId: string, passphrase: string): Promise<void> =>
      inTurn(async () => {
        const code = readRecoveryCode(typed);
        if (code === null) throw new FailureError('access.codeMistyped');
        const seconds = attempts.waitSeconds('recovery');
        if (seconds > 0) throw new FailureError('access.wait', { seconds });
        attempts.begin('recovery');
        const keyFile = keyFileNow();
        const dataKey = openWithRecoveryCode(keyFile, code);
        if (!dataKey) throw new FailureError('access.wrongCode');
        const slot = passphraseSlots(keyFile).find((one) => one.userId === userId);
        if (!slot) throw new FailureError('access.unknownUser');
        attempts.succeeded('recovery');
        await setPassphrase(folder, dataKey, { userId, name: slot.name, passphrase }, parts.scryptN);
        attempts.succeeded(userId);
        enter(dataKey, userId, 'recoveryCode');
        record(open!.store, { action: 'access.recovered', detail: { userId } });
      }),

    /** The person signed in proves to be who they are; the store's key for what needs it. */
    prove: (passphrase: string): Promise<DataKey> =>
      inTurn(async () => {
        if (!session || session.demo) throw new FailureError('access.locked');
        return await proved(session.user.id, passphrase);
      }),

    /** The data key while somebody is signed in: new people and backups need it. */
    dataKey(): DataKey {
      if (!open || !session || open.demo) throw new FailureError('access.locked');
      return open.dataKey;
    },

    /** Closes the store and signs everybody out while `swap` puts another one in its place. */
    replaceStore: (swap: () => void): Promise<void> =>
      inTurn(async () => {
        open?.store.close();
        if (open && !open.demo) open.dataKey.fill(0);
        open = null;
        session = null;
        untried = null;
        reason = 'start';
        try {
          swap();
        } finally {
          parts.changed();
        }
      }),

    async refreshKeychain(): Promise<void> {
      keychainNow = await keychainState(keychain, keyFileNow());
    },
    keychain,
    scryptN: parts.scryptN,

    tryExamples(): void {
      if (open) throw new FailureError('access.alreadySetUp');
      const found = look();
      if (found?.kind !== 'empty') throw new FailureError('access.alreadySetUp');
      const store = openStore(folder, { now, memory: true });
      open = { store, dataKey: makeDataKey(), demo: true };
      session = { user: { id: 'demo', name: '', role: 'administrator' }, demo: true };
      store.actor = { id: null, name: 'demo' };
      parts.opened(store);
      parts.changed();
    },
    leaveExamples(): void {
      leaveDemo();
      parts.changed();
    },

    lock(why: LockReason): void {
      if (!session || session.demo) return;
      record(open!.store, { action: 'access.locked', detail: { why } });
      session = null;
      reason = why;
      open!.store.actor = ITSELF;
      parts.changed();
    },

    /** After a change of the person signed in: their name or role. */
    refreshSession(): void {
      if (!session || session.demo) return;
      const { id, name, role } = getUser(open!.store, session.user.id);
      session = { user: { id, name, role }, demo: false };
      open!.store.actor = { id, name };
      parts.changed();
    },

    session: (): Session | null => session,
    store(): Store {
      if (open) return open.store;
      if (failure) throw new FailureError(failure.code, failure.values, failure.detail);
      throw new FailureError('access.locked');
    },
    isOpen: (): boolean => open !== null,
    close(): void {
      session = null;
      open?.store.close();
      open?.dataKey.fill(0);
      open = null;
    },
  };

  function leaveDemo(): void {
    if (!open?.demo) return;
    open.store.close();
    open = null;
    session = null;
  }
}

function noteRefused(store: Store, attempts: Attempts): void {
  for (const { at, who } of attempts.takeRefused())
    actingAs(store, ITSELF, () => record(store, { action: 'access.refused', at, detail: { who } }));
}

/** The end of the log is held against its head at each opening; what is missing is written into the log itself. */
function checkAuditEnd(store: Store, dataKey: DataKey): void {
  const fault = verifyAuditEnd(store, subkey(dataKey, 'audit head'));
  if (fault) record(store, { action: 'audit.damageFound', detail: { fault } });
}

/** Its key was lost in the middle of encrypting it: the plain store is whole and takes its place again. */
function takeBackPlain(folder: string): void {
  const plain = join(folder, PLAIN_NAME);
  const file = join(folder, STORE_FILE_NAME);
  if (existsSync(plain) && !existsSync(file)) renameSync(plain, file);
}
