import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { FailureError } from '../../app/failure.ts';
import { makeDataKey } from '../keys/dataKey.ts';
import { createKeyRing } from '../keys/keyRing.ts';
import { PLAIN_NAME } from '../store/encryptStore.ts';
import { openStore, STORE_FILE_NAME } from '../store/openStore.ts';
import { type DoorState, look } from './doorState.ts';
import { enter } from './enter.ts';

/** Makes key and store of the first person, the administrator; gives the recovery code, this once. */
export async function setUp(door: DoorState, name: string, passphrase: string): Promise<string> {
  const { folder, scryptN } = door;
  // Never looks at the files of a store that is open: see storeLock.ts.
  if (door.open && !door.open.demo) throw new FailureError('access.alreadySetUp');
  const found = look(door);
  if (door.failure) throw new FailureError(door.failure.code, door.failure.values, door.failure.detail);
  if (!found || found.kind === 'locked') throw new FailureError('access.alreadySetUp');
  leaveDemo(door);
  takeBackPlain(folder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const userId = randomUUID();
  const options = scryptN === undefined ? {} : { N: scryptN };
  const ring = await createKeyRing(folder, { userId, name, passphrase }, options);
  enter(door, ring.dataKey, userId, 'setUp');
  return ring.recoveryCode;
}

/** Examples in memory: nothing is written to the disk. */
export function startDemo(door: DoorState): void {
  if (door.open) throw new FailureError('access.alreadySetUp');
  if (look(door)?.kind !== 'empty') throw new FailureError('access.alreadySetUp');
  const store = openStore(door.folder, { now: door.now, memory: true });
  door.open = { store, dataKey: makeDataKey(), demo: true };
  door.session = { user: { id: 'demo', name: '', role: 'administrator' }, demo: true };
  store.actor = { id: null, name: 'demo' };
  door.opened(store);
  door.changed();
}

export function leaveDemo(door: DoorState): void {
  if (!door.open?.demo) return;
  door.open.store.close();
  door.open = null;
  door.session = null;
}

/** Its key was lost in the middle of encrypting it: the plain store is whole and takes its place again. */
function takeBackPlain(folder: string): void {
  const plain = join(folder, PLAIN_NAME);
  const file = join(folder, STORE_FILE_NAME);
  if (existsSync(plain) && !existsSync(file)) renameSync(plain, file);
}
