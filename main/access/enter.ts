import { mkdirSync } from 'node:fs';
import { FailureError, toFailure } from '../../app/failure.ts';
import { type DataKey, subkey } from '../keys/dataKey.ts';
import { readKeyFile } from '../keys/keyFile.ts';
import { changeKeyFile, passphraseSlots } from '../keys/keyRing.ts';
import { record, verifyAuditEnd } from '../store/audit.ts';
import { noteClockSetBack } from '../store/clock.ts';
import { encryptPlainStore, hasPlainStore } from '../store/encryptStore.ts';
import { openStore } from '../store/openStore.ts';
import { actingAs, ITSELF, type Store } from '../store/store.ts';
import { saltOfOpenStore } from '../store/storeLock.ts';
import { addUser, getUser, listUsers } from '../store/users.ts';
import type { Attempts } from './attempts.ts';
import type { DoorState } from './doorState.ts';
import { nameBadOpening } from './folderState.ts';

/** With the right key: opens the store if it is not open, and signs the person in. */
export function enter(door: DoorState, dataKey: DataKey, userId: string, how: string): void {
  if (!door.open) openStoreWith(door, dataKey, userId);
  const { store } = door.open!;
  const slot = passphraseSlots(readKeyFile(door.folder)!).find((one) => one.userId === userId);
  // Only a store made this moment has nobody; its first person is who made its key.
  if (listUsers(store).length === 0) {
    const name = slot?.name ?? '';
    actingAs(store, { id: userId, name }, () => {
      record(store, { action: 'store.created' });
      addUser(store, { id: userId, name, role: 'administrator' });
    });
  }
  const { id, name, role } = getUser(store, userId);
  noteRefused(store, door.attempts);
  door.session = { user: { id, name, role }, demo: false };
  store.actor = { id, name };
  record(store, { action: 'access.unlocked', detail: { how } });
  if (readKeyFile(door.folder)?.lastUserId !== id) changeKeyFile(door.folder, () => ({ lastUserId: id }));
  door.changed();
}

/** Wrong guesses since the last time go into the log. */
export function noteRefused(store: Store, attempts: Attempts): void {
  for (const { at, who } of attempts.takeRefused())
    actingAs(store, ITSELF, () => record(store, { action: 'access.refused', at, detail: { who } }));
}

function openStoreWith(door: DoorState, dataKey: DataKey, userId: string): void {
  const { folder, now } = door;
  const keyFile = readKeyFile(folder);
  const key = subkey(dataKey, 'store');
  let store: Store;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const wasPlain = hasPlainStore(folder);
    if (wasPlain) encryptPlainStore(folder, key);
    store = openStore(folder, { now, key, auditKey: subkey(dataKey, 'audit head') });
    door.open = { store, dataKey, demo: false };
    if (wasPlain) record(store, { action: 'store.encrypted' });
  } catch (error) {
    door.untried = { dataKey, userId };
    const failure = toFailure(nameBadOpening(error, folder, keyFile));
    door.failure = failure;
    throw new FailureError(failure.code, failure.values, failure.detail);
  }
  door.untried = null;
  door.failure = null;
  const salt = saltOfOpenStore(store.db);
  if (keyFile && salt !== null && keyFile.storeSalt !== salt)
    changeKeyFile(folder, () => ({ storeSalt: salt }));
  checkAuditEnd(store, dataKey);
  noteClockSetBack(store);
  door.opened(store);
}

/** The end of the log is held against its head at each opening; what is missing is written into the log itself. */
function checkAuditEnd(store: Store, dataKey: DataKey): void {
  const fault = verifyAuditEnd(store, subkey(dataKey, 'audit head'));
  if (fault) record(store, { action: 'audit.damageFound', detail: { fault } });
}
