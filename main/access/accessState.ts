import type { AccessState } from '../../app/contract/access.ts';
import { toFailure } from '../../app/failure.ts';
import { passphraseSlots } from '../keys/keyRing.ts';
import { type DoorState, keyFileOf, look } from './doorState.ts';
import { enter } from './enter.ts';
import { keychainSlotOf, keychainState, openWithKeychain } from './keychainSlot.ts';

/** What the person in front of the screen can do. */
export function accessState(door: DoorState): AccessState {
  if (door.session) {
    const { user, demo } = door.session;
    const people = demo ? 1 : passphraseSlots(keyFileOf(door)).length;
    return { state: 'open', user, demo, people, keychain: door.keychainNow };
  }
  const found = door.open ? null : look(door);
  if (door.failure) return { state: 'trouble' };
  if (found && found.kind !== 'locked') return { state: 'firstStart', plainStore: found.kind === 'plain' };
  const keyFile = found?.keyFile ?? keyFileOf(door);
  return {
    state: 'locked',
    reason: door.reason,
    users: passphraseSlots(keyFile).map(({ userId, name }) => ({
      id: userId,
      name,
      waitSeconds: door.attempts.waitSeconds(userId),
    })),
    lastUserId: keyFile.lastUserId,
    hasRecoveryCode: keyFile.slots.some((slot) => slot.kind === 'recovery'),
    keychain: door.keychainNow,
  };
}

/** What the keychain allows is asked once, and the store opened with it where a person has chosen so. */
export async function openAtStart(door: DoorState): Promise<void> {
  const found = look(door);
  if (found?.kind !== 'locked') return;
  door.keychainNow = await keychainState(door.keychain, found.keyFile);
  const slot = keychainSlotOf(found.keyFile);
  const dataKey =
    slot && door.keychainNow?.failure === null && (await openWithKeychain(door.keychain, found.keyFile));
  if (!slot || !dataKey) return;
  try {
    enter(door, dataKey, slot.userId, 'keychain');
  } catch (error) {
    door.failure ??= toFailure(error);
  }
}

/** Tries once more where opening has failed. */
export function tryAgain(door: DoorState): void {
  if (door.open) return;
  if (!door.untried) {
    look(door);
    return;
  }
  const { dataKey, userId } = door.untried;
  try {
    enter(door, dataKey, userId, 'again');
  } catch (error) {
    door.failure = toFailure(error);
  }
}
