import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { subkey } from '../../keys/dataKey.ts';
import { KEY_FILE_NAMES } from '../../keys/keyFile.ts';
import { createKeyRing } from '../../keys/keyRing.ts';
import { type OpenStoreOptions, openStore, type Store } from '../../store/index.ts';

/**
 * An encrypted store whose key a test knows: filled here, then opened by the application, to which the test hands
 * the key on the channel that a starting process has. The same way in as the product's, without the half second
 * that a real passphrase costs.
 */
export const TEST_DATA_KEY = Buffer.from('thyromap test data key, 32 bytes').subarray(0, 32);
export const TEST_USER = { userId: 'test-user', name: 'Dr Test', passphrase: 'a test passphrase' };
/** scrypt with 1 MB; the product's own cost is measured in the tests that are about it. */
export const TEST_SCRYPT_N = 2 ** 10;

export async function makeTestKeys(folder: string): Promise<void> {
  if (existsSync(join(folder, KEY_FILE_NAMES[0]))) return;
  await createKeyRing(folder, TEST_USER, { dataKey: TEST_DATA_KEY, N: TEST_SCRYPT_N });
}

/** How such a store is opened without the application. */
export const TEST_STORE: Required<Pick<OpenStoreOptions, 'key' | 'auditKey'>> = {
  key: subkey(TEST_DATA_KEY, 'store'),
  auditKey: subkey(TEST_DATA_KEY, 'audit head'),
};

export async function openTestStore(folder: string): Promise<Store> {
  await makeTestKeys(folder);
  return openStore(folder, TEST_STORE);
}
