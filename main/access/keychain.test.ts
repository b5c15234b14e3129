import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Failure } from '../../app/failure.ts';
import type { Keychain } from './keychain.ts';
import { type Doors, expectFailure, makeDoors } from './testing/doors.ts';
import { TEST_DATA_KEY, TEST_USER } from './testing/testStore.ts';

let doors: Doors;
beforeEach(() => {
  doors = makeDoors();
});
afterEach(() => doors.remove());

describe('the computer’s keychain', () => {
  const fake = (backend = 'gnome_libsecret', failure: Failure | null = null): Keychain => ({
    describe: async () => ({ backend, failure }),
    seal: async (secret) => Buffer.from(`${backend}:${secret}`).toString('base64'),
    unseal: async (sealed) => {
      const text = Buffer.from(sealed, 'base64').toString();
      return text.startsWith(`${backend}:`) ? text.slice(backend.length + 1) : null;
    },
  });

  async function withKeychain(): Promise<void> {
    await doors.usedStore();
    const { giveToKeychain } = await import('./keychainSlot.ts');
    await giveToKeychain(doors.folder, fake(), TEST_DATA_KEY, TEST_USER.userId);
  }

  test('opens at start as the person who chose so; after a lock the passphrase is asked', async () => {
    await withKeychain();
    const door = doors.start(fake());
    await door.start();
    expect(door.state()).toMatchObject({ state: 'open', user: { id: TEST_USER.userId } });
    door.lock('asked');
    expect(door.state().state).toBe('locked');
  });

  test('that has changed is named, not used, and the passphrase still opens', async () => {
    await withKeychain();
    const door = doors.start(fake('kwallet6'));
    await door.start();
    const state = door.state();
    expect(state).toMatchObject({
      state: 'locked',
      keychain: {
        failure: { code: 'keychain.changed', values: { before: 'gnome_libsecret', now: 'kwallet6' } },
      },
    });
    await door.unlock(TEST_USER.userId, TEST_USER.passphrase);
    expect(door.state().state).toBe('open');
  });

  test('without a real one is refused with the reason', async () => {
    await doors.usedStore();
    const { giveToKeychain } = await import('./keychainSlot.ts');
    const basic = fake('basic_text', { code: 'keychain.basicText', values: {} });
    await expectFailure('keychain.basicText', () =>
      giveToKeychain(doors.folder, basic, TEST_DATA_KEY, TEST_USER.userId),
    );
  });
});
