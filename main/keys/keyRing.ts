import { randomBytes } from 'node:crypto';
import { type DataKey, makeDataKey } from './dataKey.ts';
import { type KeyFile, type KeySlot, type PassphraseSlot, readKeyFile, writeKeyFile } from './keyFile.ts';
import { newScrypt, passphraseKey } from './passphraseKey.ts';
import { makeRecoveryCode, recoveryKey } from './recoveryCode.ts';
import { seal, unseal } from './sealedBox.ts';

/** Ways in: each person's passphrase, the recovery code, the computer's keychain. All of them open the same data key. */

export type NewKeyRing = { file: KeyFile; dataKey: DataKey; recoveryCode: string };

/** A new data key with its first person and a recovery code; written before the store is. `N` is lowered by tests only. */
export async function createKeyRing(
  folder: string,
  first: { userId: string; name: string; passphrase: string },
  options: { dataKey?: DataKey; N?: number } = {},
): Promise<NewKeyRing> {
  const dataKey = options.dataKey ?? makeDataKey();
  const storeId = randomBytes(16).toString('hex');
  const recoveryCode = makeRecoveryCode();
  const slots: KeySlot[] = [
    await passphraseSlot(storeId, dataKey, first, options.N),
    recoverySlot(storeId, dataKey, recoveryCode),
  ];
  const file = writeKeyFile(
    folder,
    {
      format: 'thyromap-key',
      version: 1,
      storeId,
      cipher: 'sqlcipher-4',
      storeSalt: null,
      lastUserId: first.userId,
      slots,
    },
    1,
  );
  return { file, dataKey, recoveryCode };
}

/** Reads the key file anew, changes it and writes it: the sealed data key is rewritten, the store is not. */
export function changeKeyFile(folder: string, change: (file: KeyFile) => Partial<KeyFile>): KeyFile {
  const file = readKeyFile(folder);
  if (!file) throw new Error('there is no key file to change');
  return writeKeyFile(folder, { ...file, ...change(file) }, file.revision + 1);
}

export const passphraseSlots = (file: KeyFile): PassphraseSlot[] =>
  file.slots.filter((slot): slot is PassphraseSlot => slot.kind === 'passphrase');

/** The data key; null for a wrong passphrase or an unknown person. */
export async function openWithPassphrase(
  file: KeyFile,
  userId: string,
  passphrase: string,
): Promise<DataKey | null> {
  const slot = passphraseSlots(file).find((one) => one.userId === userId);
  // An unknown person takes as long as a wrong passphrase.
  const key = await passphraseKey(passphrase, slot?.kdf ?? newScrypt());
  return slot ? unseal(slot.box, key, about(file.storeId, 'passphrase', userId)) : null;
}

/** The data key for a code that `readRecoveryCode` has read; null for a wrong one. */
export function openWithRecoveryCode(file: KeyFile, code: string): DataKey | null {
  for (const slot of file.slots) {
    if (slot.kind !== 'recovery') continue;
    const key = recoveryKey(code, Buffer.from(slot.salt, 'base64'));
    const dataKey = unseal(slot.box, key, about(file.storeId, 'recovery', ''));
    if (dataKey) return dataKey;
  }
  return null;
}

/** Gives a person a passphrase, in place of an earlier one. */
export async function setPassphrase(
  folder: string,
  dataKey: DataKey,
  person: { userId: string; name: string; passphrase: string },
  N?: number,
): Promise<KeyFile> {
  const { storeId } = readKeyFile(folder)!;
  const slot = await passphraseSlot(storeId, dataKey, person, N);
  return changeKeyFile(folder, ({ slots }) => ({
    slots: [...slots.filter((one) => !(one.kind === 'passphrase' && one.userId === person.userId)), slot],
  }));
}

/** Takes every way in from a person. */
export function removePerson(folder: string, userId: string): KeyFile {
  return changeKeyFile(folder, ({ slots }) => ({
    slots: slots.filter((slot) => slot.kind === 'recovery' || slot.userId !== userId),
  }));
}

/** A new recovery code in place of the earlier one. */
export function renewRecoveryCode(folder: string, dataKey: DataKey): string {
  const code = makeRecoveryCode();
  changeKeyFile(folder, ({ storeId, slots }) => ({
    slots: [...slots.filter((slot) => slot.kind !== 'recovery'), recoverySlot(storeId, dataKey, code)],
  }));
  return code;
}

async function passphraseSlot(
  storeId: string,
  dataKey: DataKey,
  person: { userId: string; name: string; passphrase: string },
  N?: number,
): Promise<PassphraseSlot> {
  const kdf = newScrypt(N);
  const key = await passphraseKey(person.passphrase, kdf);
  const { userId, name } = person;
  return {
    kind: 'passphrase',
    userId,
    name,
    kdf,
    box: seal(dataKey, key, about(storeId, 'passphrase', userId)),
  };
}

function recoverySlot(storeId: string, dataKey: DataKey, code: string): KeySlot {
  const salt = randomBytes(16);
  const key = recoveryKey(code.replaceAll('-', ''), salt);
  return {
    kind: 'recovery',
    salt: salt.toString('base64'),
    box: seal(dataKey, key, about(storeId, 'recovery', '')),
  };
}

/** Bound to every sealed box: one of another store, kind or person does not open. */
const about = (storeId: string, kind: KeySlot['kind'], userId: string): string =>
  `thyromap ${storeId} ${kind} ${userId}`;
