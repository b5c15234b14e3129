import type { AccessState } from '../../app/contract/access.ts';
import { type Failure, FailureError } from '../../app/failure.ts';
import type { DataKey } from '../keys/dataKey.ts';
import type { Store } from '../store/store.ts';
import { accessState, openAtStart, tryAgain } from './accessState.ts';
import { type DoorParts, keyFileOf, type LockReason, makeDoorState, type Session } from './doorState.ts';
import { enter } from './enter.ts';
import { leaveDemo, setUp, startDemo } from './firstStart.ts';
import { type Guess, slowedGuess } from './guess.ts';
import { keychainState } from './keychainSlot.ts';
import { closeStore, lock, refreshSession, replaceStore } from './leave.ts';
import { enterWithKey, proved, proveOwn, recover } from './waysIn.ts';

export type { DoorParts, LockReason, Session } from './doorState.ts';

/**
 * The one way to the store. Locking takes the session away and leaves the store open: what is under way is finished
 * and kept, and nothing is answered to the screen until a passphrase is given again. The key leaves memory when
 * ThyroMap is closed.
 */
export type Door = ReturnType<typeof createDoor>;

export function createDoor(parts: DoorParts) {
  const door = makeDoorState(parts);
  const { inTurn } = door;
  return {
    start: (): Promise<void> => openAtStart(door),
    state: (): AccessState => accessState(door),

    /** What was wrong when it was last tried. */
    trouble: (): Failure | null => door.failure,
    /** Tries once more where opening has failed; what is wrong now. */
    failure(): Failure | null {
      tryAgain(door);
      return door.open ? null : door.failure;
    },

    setUp: (name: string, passphrase: string): Promise<string> =>
      inTurn(async () => await setUp(door, name, passphrase)),
    unlock: (userId: string, passphrase: string): Promise<void> =>
      inTurn(async () => enter(door, await proved(door, userId, passphrase), userId, 'passphrase')),
    unlockWithKey: (dataKey: DataKey): Promise<void> => inTurn(async () => enterWithKey(door, dataKey)),
    recover: (typed: string, userId: string, passphrase: string): Promise<void> =>
      inTurn(async () => await recover(door, typed, userId, passphrase)),
    prove: (passphrase: string): Promise<DataKey> => inTurn(async () => await proveOwn(door, passphrase)),
    /** Guesses at a secret that is not this store's own (a backup's, a file's), slowed down in the same way. */
    guess: (who: 'backup' | 'cases'): Guess => slowedGuess(door.attempts, who),

    /** The data key while somebody is signed in: new people and backups need it. */
    dataKey(): DataKey {
      if (!door.open || !door.session || door.open.demo) throw new FailureError('access.locked');
      return door.open.dataKey;
    },
    replaceStore: (swap: () => void): Promise<void> => inTurn(async () => replaceStore(door, swap)),

    async refreshKeychain(): Promise<void> {
      door.keychainNow = await keychainState(door.keychain, keyFileOf(door));
    },
    keychain: door.keychain,
    scryptN: door.scryptN,

    tryExamples: (): void => startDemo(door),
    leaveExamples(): void {
      leaveDemo(door);
      door.changed();
    },

    lock: (why: LockReason): void => lock(door, why),
    refreshSession: (): void => refreshSession(door),
    session: (): Session | null => door.session,
    store(): Store {
      if (door.open) return door.open.store;
      if (door.failure) throw new FailureError(door.failure.code, door.failure.values, door.failure.detail);
      throw new FailureError('access.locked');
    },
    isOpen: (): boolean => door.open !== null,
    close: (): void => closeStore(door),
  };
}
