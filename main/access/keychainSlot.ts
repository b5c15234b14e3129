import type { KeychainState } from '../../app/contract/access.ts';
import { FailureError } from '../../app/failure.ts';
import { DATA_KEY_BYTES, type DataKey } from '../keys/dataKey.ts';
import type { KeyFile, KeySlot } from '../keys/keyFile.ts';
import { changeKeyFile } from '../keys/keyRing.ts';
import type { Keychain } from './keychain.ts';

/** The store's key in the computer's keychain: opens at start without asking, as the person who chose so. */

type KeychainSlot = Extract<KeySlot, { kind: 'keychain' }>;

export const keychainSlotOf = (keyFile: KeyFile): KeychainSlot | null =>
  keyFile.slots.find((slot): slot is KeychainSlot => slot.kind === 'keychain') ?? null;

/** What the keychain offers, and whether it still is the one that sealed the key. */
export async function keychainState(keychain: Keychain, keyFile: KeyFile): Promise<KeychainState> {
  const offered = await keychain.describe();
  if (!offered) return null;
  const slot = keychainSlotOf(keyFile);
  const changed = slot !== null && slot.backend !== offered.backend;
  return {
    backend: offered.backend,
    failure: changed
      ? { code: 'keychain.changed', values: { before: slot.backend, now: offered.backend } }
      : offered.failure,
    usedBy: slot?.userId ?? null,
  };
}

/** The data key; null when the keychain no longer opens what it sealed. */
export async function openWithKeychain(keychain: Keychain, keyFile: KeyFile): Promise<DataKey | null> {
  const slot = keychainSlotOf(keyFile);
  const secret = slot && (await keychain.unseal(slot.sealed));
  const [storeId, key] = secret?.split(' ') ?? [];
  if (storeId !== keyFile.storeId || !key) return null;
  const dataKey = Buffer.from(key, 'base64');
  return dataKey.length === DATA_KEY_BYTES ? dataKey : null;
}

/** @throws FailureError `keychain.none`, `keychain.basicText` and others that `describe` names */
export async function giveToKeychain(
  folder: string,
  keychain: Keychain,
  dataKey: DataKey,
  userId: string,
): Promise<void> {
  const offered = await keychain.describe();
  if (!offered) throw new FailureError('keychain.none');
  if (offered.failure) throw new FailureError(offered.failure.code, offered.failure.values);
  const { storeId } = changeKeyFile(folder, withoutKeychain);
  const sealed = await keychain.seal(`${storeId} ${dataKey.toString('base64')}`);
  changeKeyFile(folder, ({ slots }) => ({
    slots: [...slots, { kind: 'keychain', userId, backend: offered.backend, sealed }],
  }));
}

export function takeFromKeychain(folder: string): void {
  changeKeyFile(folder, withoutKeychain);
}

const withoutKeychain = ({ slots }: KeyFile): Partial<KeyFile> => ({
  slots: slots.filter((slot) => slot.kind !== 'keychain'),
});
