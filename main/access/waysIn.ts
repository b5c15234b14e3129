import { FailureError } from '../../app/failure.ts';
import type { DataKey } from '../keys/dataKey.ts';
import { openWithPassphrase, openWithRecoveryCode, passphraseSlots, setPassphrase } from '../keys/keyRing.ts';
import { readRecoveryCode } from '../keys/recoveryCode.ts';
import { record } from '../store/audit.ts';
import { type DoorState, keyFileOf } from './doorState.ts';
import { enter, noteRefused } from './enter.ts';
import { slowedGuess } from './guess.ts';

/** Passphrase, recovery code, and a key handed over by another process. */

/** The data key for a right passphrase; counts, slows down and tells a wrong one. */
export async function proved(door: DoorState, userId: string, passphrase: string): Promise<DataKey> {
  const keyFile = keyFileOf(door);
  // Whatever else was sent in place of a person is not written down: it may be a name or a passphrase.
  const who = passphraseSlots(keyFile).some((slot) => slot.userId === userId) ? userId : 'unknown';
  return await slowedGuess(door.attempts, who)(
    () => openWithPassphrase(keyFile, userId, passphrase),
    () => {
      if (door.open && !door.open.demo) noteRefused(door.open.store, door.attempts);
      return new FailureError('access.wrongPassphrase');
    },
  );
}

/** The person signed in proves to be who they are; the store's key for what needs it. */
export async function proveOwn(door: DoorState, passphrase: string): Promise<DataKey> {
  if (!door.session || door.session.demo) throw new FailureError('access.locked');
  return await proved(door, door.session.user.id, passphrase);
}

/** Opens with the recovery code and gives this person a new passphrase. */
export async function recover(
  door: DoorState,
  typed: string,
  userId: string,
  passphrase: string,
): Promise<void> {
  const code = readRecoveryCode(typed);
  if (code === null) throw new FailureError('access.codeMistyped');
  const keyFile = keyFileOf(door);
  const dataKey = await slowedGuess(door.attempts, 'recovery')(
    () => openWithRecoveryCode(keyFile, code),
    () => new FailureError('access.wrongCode'),
  );
  const slot = passphraseSlots(keyFile).find((one) => one.userId === userId);
  if (!slot) throw new FailureError('access.unknownUser');
  await setPassphrase(door.folder, dataKey, { userId, name: slot.name, passphrase }, door.scryptN);
  door.attempts.succeeded(userId);
  enter(door, dataKey, userId, 'recoveryCode');
  record(door.open!.store, { action: 'access.recovered', detail: { userId } });
}

/** A key handed over by the process that started ThyroMap, on their channel: the shell, or a test. */
export function enterWithKey(door: DoorState, dataKey: DataKey): void {
  const keyFile = keyFileOf(door);
  const userId = keyFile.lastUserId ?? passphraseSlots(keyFile)[0]?.userId;
  if (userId === undefined) throw new FailureError('access.unknownUser');
  enter(door, Buffer.from(dataKey), userId, 'channel');
}
