import { expect, test } from 'vitest';
import { isWordKey } from '../../app/words/say.ts';
import { keychainOver } from '../backend/keychainOver.ts';
import { answerKeychain, type SystemKeychain } from './keychain.ts';

/** safeStorage as Electron offers it, sealing by a key of its own. */
function system(
  backend: ReturnType<SystemKeychain['getSelectedStorageBackend']>,
  available = true,
): SystemKeychain {
  return {
    isEncryptionAvailable: () => available,
    getSelectedStorageBackend: () => backend,
    encryptString: (text) => Buffer.from(`${backend}|${text}`),
    decryptString: (sealed) => {
      const [by, text] = sealed.toString().split('|');
      if (by !== backend) throw new Error('Error while decrypting the ciphertext provided to safeStorage');
      return text!;
    },
  };
}

/** The backend's end and the shell's end, joined as by their channel. */
function joined(keychain: SystemKeychain, platform: NodeJS.Platform = 'linux') {
  const heard: ((message: unknown) => void)[] = [];
  return keychainOver(
    (message) => {
      if (message.kind !== 'keychain') return;
      const answer = answerKeychain(keychain, platform, message);
      for (const tell of heard) tell(answer);
    },
    (tell) => heard.push(tell),
  );
}

test('a key goes to the system’s keychain and comes back, by the name of its backend', async () => {
  const keychain = joined(system('gnome_libsecret'));
  expect(await keychain.describe()).toEqual({ backend: 'gnome_libsecret', failure: null });
  expect(await keychain.unseal(await keychain.seal('the key'))).toBe('the key');
  expect((await joined(system('unknown'), 'darwin').describe())?.backend).toBe('keychain');
  expect((await joined(system('unknown'), 'win32').describe())?.backend).toBe('dpapi');
});

test('“basic text”, the same key on every computer, is refused with the reason', async () => {
  const keychain = joined(system('basic_text'));
  const described = await keychain.describe();
  expect(described).toMatchObject({ backend: 'basic_text', failure: { code: 'keychain.basicText' } });
  expect(isWordKey(described!.failure!.code)).toBe(true);
  await expect(keychain.seal('the key')).rejects.toThrow();
});

test('a keychain that is locked or did not seal the key opens nothing', async () => {
  const away = joined(system('kwallet6', false));
  expect(await away.describe()).toMatchObject({ failure: { code: 'keychain.unavailable' } });
  const sealed = await joined(system('gnome_libsecret')).seal('the key');
  expect(await joined(system('kwallet6')).unseal(sealed)).toBeNull();
});
