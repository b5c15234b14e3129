import { join } from 'node:path';
import type { KeychainState, LOCK_REASONS, User } from '../../app/contract/access.ts';
import { type Failure, FailureError, toFailure } from '../../app/failure.ts';
import type { DataKey } from '../keys/dataKey.ts';
import { type KeyFile, readKeyFile } from '../keys/keyFile.ts';
import { STORE_FILE_NAME } from '../store/openStore.ts';
import type { Store } from '../store/store.ts';
import { type Attempts, keepAttempts } from './attempts.ts';
import { type FolderState, lookAt } from './folderState.ts';
import { type Keychain, NO_KEYCHAIN } from './keychain.ts';

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

/** What the ways in and out share; each of them is a file of its own beside this one. */
export type DoorState = {
  readonly folder: string;
  readonly keychain: Keychain;
  readonly now: () => Date;
  readonly scryptN: number | undefined;
  readonly opened: (store: Store) => void;
  readonly changed: () => void;
  readonly attempts: Attempts;
  /** One attempt at a time: guessing in parallel gains nothing. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  open: { store: Store; dataKey: DataKey; demo: boolean } | null;
  session: Session | null;
  reason: LockReason;
  /** A right key whose store could not be opened: tried again when the person asks. */
  untried: { dataKey: DataKey; userId: string } | null;
  failure: Failure | null;
  keychainNow: KeychainState;
};

export function makeDoorState(parts: DoorParts): DoorState {
  const now = parts.now ?? (() => new Date());
  let turn: Promise<unknown> = Promise.resolve();
  return {
    folder: parts.folder,
    keychain: parts.keychain ?? NO_KEYCHAIN,
    now,
    scryptN: parts.scryptN,
    opened: parts.opened,
    changed: parts.changed,
    attempts: keepAttempts(parts.folder, () => now().getTime()),
    inTurn: (work) => {
      const mine = turn.then(work, work);
      turn = mine.catch(() => {});
      return mine;
    },
    open: null,
    session: null,
    reason: 'start',
    untried: null,
    failure: null,
    keychainNow: null,
  };
}

/** What lies in the folder; null, and why in `failure`, where nobody can get in. */
export function look(door: DoorState): FolderState | null {
  if (door.untried) return null;
  try {
    const found = lookAt(door.folder);
    door.failure = null;
    return found;
  } catch (error) {
    door.failure = toFailure(error);
    return null;
  }
}

/** @throws FailureError `key.lost` and those of `readKeyFile` */
export function keyFileOf(door: DoorState): KeyFile {
  const found = readKeyFile(door.folder);
  if (!found) throw new FailureError('key.lost', { file: join(door.folder, STORE_FILE_NAME) });
  return found;
}
