import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Failure } from '../../app/failure.ts';
import { isWordKey, LANGUAGES, sayFailure } from '../../app/words/say.ts';
import { KEY_FILE_NAMES } from '../keys/keyFile.ts';
import { listAudit, verifyAudit } from '../store/audit.ts';
import { COPY_NAME, encryptPlainStore, hasPlainStore, PLAIN_NAME } from '../store/encryptStore.ts';
import { createCase, getCase, openStore, queryWorkList } from '../store/index.ts';
import { STORE_FILE_NAME } from '../store/openStore.ts';
import type { Store } from '../store/store.ts';
import { kindOfStore } from '../store/storeLock.ts';
import { makeCase, temporaryFolder } from '../store/testing/fixtures.ts';
import { createDoor, type Door } from './door.ts';
import type { Keychain } from './keychain.ts';
import { makeTestKeys, TEST_DATA_KEY, TEST_SCRYPT_N, TEST_STORE, TEST_USER } from './testing/testStore.ts';

let folder: ReturnType<typeof temporaryFolder>;
let doors: Door[];
let clock: number;
beforeEach(() => {
  folder = temporaryFolder();
  doors = [];
  clock = Date.UTC(2026, 10, 22, 8);
});
afterEach(() => {
  for (const door of doors) door.close();
  folder.remove();
});

/** The application started on the folder; `close` ends it. */
function start(keychain?: Keychain): Door {
  const door = createDoor({
    folder: folder.path,
    now: () => new Date(clock),
    scryptN: TEST_SCRYPT_N,
    opened: () => {},
    changed: () => {},
    ...(keychain ? { keychain } : {}),
  });
  doors.push(door);
  return door;
}
function close(door: Door): void {
  door.close();
  doors.splice(doors.indexOf(door), 1);
}
const file = () => join(folder.path, STORE_FILE_NAME);
const all = (store: Store) =>
  queryWorkList(store, { search: '', order: 'newest', archived: false, offset: 0, limit: 500 }).total;
const actions = (store: Store) =>
  listAudit(
    store,
    { userId: null, action: null, caseId: null, from: null, to: null },
    { offset: 0, limit: 500 },
  ).rows.map((row) => row.action);
const failureOf = async (work: () => unknown): Promise<Failure> => {
  try {
    await work();
  } catch (thrown) {
    return (thrown as { failure: Failure }).failure;
  }
  throw new Error('did not fail');
};
async function expectFailure(code: string, work: () => unknown): Promise<Failure> {
  const failure = await failureOf(work);
  expect(failure?.code).toBe(code);
  expectSentence(failure);
  return failure;
}
function expectSentence(failure: Failure): void {
  expect(isWordKey(failure.code), failure.code).toBe(true);
  for (const language of LANGUAGES) expect(sayFailure(language, failure)).not.toMatch(/\{\w+\}/);
}

/** A store with one case, made with the test key and closed again. */
async function usedStore(): Promise<string> {
  await makeTestKeys(folder.path);
  const door = start();
  await door.unlockWithKey(TEST_DATA_KEY);
  const { id } = createCase(door.store(), makeCase({ label: 'Wang Fang' }));
  close(door);
  return id;
}

describe('the first start', () => {
  test('asks once; the first person is administrator, and the recovery code opens too', async () => {
    const door = start();
    await door.start();
    expect(door.state()).toEqual({ state: 'firstStart', plainStore: false });
    expect(door.failure()).toBeNull();
    const code = await door.setUp('Dr Li', 'seven green apples');
    expect(door.state()).toMatchObject({ state: 'open', user: { name: 'Dr Li', role: 'administrator' } });
    expect(kindOfStore(file())).toBe('encrypted');
    createCase(door.store(), makeCase());
    await expectFailure('access.alreadySetUp', () => door.setUp('Dr Wu', 'seven green apples'));
    close(door);

    const again = start();
    await again.start();
    const state = again.state();
    if (state.state !== 'locked') throw new Error(state.state);
    expect(state).toMatchObject({ reason: 'start', users: [{ name: 'Dr Li', waitSeconds: 0 }] });
    await expectFailure('access.locked', () => again.store());
    await expectFailure('access.codeMistyped', () => again.recover(code.slice(1), state.users[0]!.id, 'x'));
    await again.recover(code, state.users[0]!.id, 'eight red apples');
    expect(all(again.store())).toBe(1);
    again.lock('asked');
    await expectFailure('access.wrongPassphrase', () =>
      again.unlock(state.users[0]!.id, 'seven green apples'),
    );
    await again.unlock(state.users[0]!.id, 'eight red apples');
    expect(all(again.store())).toBe(1);
  });

  test('killed between the key file and the store goes on where it was', async () => {
    await makeTestKeys(folder.path);
    const door = start();
    expect(door.state().state).toBe('locked');
    await door.unlock(TEST_USER.userId, TEST_USER.passphrase);
    expect(door.state()).toMatchObject({ state: 'open', user: { role: 'administrator' } });
  });

  test('with the examples only keeps nothing on the disk', async () => {
    const door = start();
    door.tryExamples();
    expect(door.state()).toMatchObject({ state: 'open', demo: true });
    createCase(door.store(), makeCase());
    expect(all(door.store())).toBe(1);
    door.leaveExamples();
    expect(door.state()).toEqual({ state: 'firstStart', plainStore: false });
    expect(readdirSync(folder.path)).toEqual([]);
  });
});

describe('a locked store', () => {
  test('is slowed down after three wrong passphrases, over a restart too, and tells the log', async () => {
    await usedStore();
    let door = start();
    for (let i = 0; i < 3; i++)
      await expectFailure('access.wrongPassphrase', () => door.unlock(TEST_USER.userId, `guess ${i}`));
    const { values } = await expectFailure('access.wait', () => door.unlock(TEST_USER.userId, 'guess 4'));
    expect(values.seconds).toBe(2);
    close(door);
    door = start();
    await expectFailure('access.wait', () => door.unlock(TEST_USER.userId, TEST_USER.passphrase));
    clock += 2000;
    await expectFailure('access.wrongPassphrase', () => door.unlock(TEST_USER.userId, 'guess 5'));
    expect((await failureOf(() => door.unlock(TEST_USER.userId, 'x'))).values.seconds).toBe(4);
    // Set back, the clock gains nothing; set on, it only waits less.
    clock -= 3_600_000;
    expect((await failureOf(() => door.unlock(TEST_USER.userId, 'x'))).values.seconds).toBe(4);
    clock += 4000;
    await door.unlock(TEST_USER.userId, TEST_USER.passphrase);
    expect(actions(door.store()).filter((action) => action === 'access.refused')).toHaveLength(4);
    door.lock('asked');
    await expectFailure('access.wrongPassphrase', () => door.unlock(TEST_USER.userId, 'guess 6'));
  });

  test('never waits longer than a quarter of an hour', async () => {
    await makeTestKeys(folder.path);
    writeFileSync(
      join(folder.path, 'store.attempts.json'),
      JSON.stringify({ inARow: { 'test-user': { count: 400, lastAt: clock } }, refused: [] }),
    );
    expect((await failureOf(() => start().unlock(TEST_USER.userId, 'x'))).values.seconds).toBe(900);
  });

  test('gives nobody a session while work goes on in it', async () => {
    await usedStore();
    const door = start();
    await door.unlockWithKey(TEST_DATA_KEY);
    door.lock('idle');
    expect(door.session()).toBeNull();
    expect(door.state()).toMatchObject({ state: 'locked', reason: 'idle', lastUserId: TEST_USER.userId });
    // What was under way is saved all the same.
    createCase(door.store(), makeCase());
    expect(() => door.dataKey()).toThrow(/access\.locked/);
  });
});

describe('a bad state of store or key is named and changes nothing', () => {
  const forBothKeyFiles = (damage: (path: string) => void) => () => {
    for (const name of KEY_FILE_NAMES) damage(join(folder.path, name));
  };
  const states: [string, string, () => void | Promise<void>][] = [
    ['the key is gone', 'key.lost', forBothKeyFiles((path) => rmSync(path))],
    [
      'both copies of the key are damaged',
      'key.damaged',
      forBothKeyFiles((path) => writeFileSync(path, '{"format":')),
    ],
    ['the store is gone', 'store.missing', () => rmSync(file())],
    ['the store is empty', 'store.missing', () => writeFileSync(file(), '')],
  ];
  test.each(states)('%s', async (_name, code, damage) => {
    await usedStore();
    await damage();
    const before = readdirSync(folder.path).map((name) => readFileSync(join(folder.path, name)));
    const door = start();
    await door.start();
    expect(door.state()).toEqual({ state: 'trouble' });
    expect(door.failure()?.code).toBe(code);
    expectSentence(door.failure()!);
    await expectFailure(code, () => door.setUp('Dr Li', 'seven green apples'));
    expect(readdirSync(folder.path).map((name) => readFileSync(join(folder.path, name)))).toEqual(before);
  });

  const opened: [string, string, () => void | Promise<void>][] = [
    [
      'the store is another one’s',
      'store.otherKey',
      () => {
        const other = temporaryFolder();
        openStore(other.path, { key: Buffer.alloc(32, 1) }).close();
        cpSync(join(other.path, STORE_FILE_NAME), file());
        other.remove();
      },
    ],
    [
      'the store is damaged',
      'store.corrupt',
      () => {
        const bytes = readFileSync(file());
        writeFileSync(file(), Buffer.concat([bytes.subarray(0, 16), Buffer.alloc(bytes.length - 16, 7)]));
      },
    ],
    [
      'the store is cut off',
      'store.corrupt',
      () => writeFileSync(file(), readFileSync(file()).subarray(0, 3000)),
    ],
    ['the store is text', 'store.corrupt', () => writeFileSync(file(), 'no store at all')],
  ];
  test.each(opened)('%s', async (_name, code, damage) => {
    await usedStore();
    await damage();
    const before = readFileSync(file());
    const door = start();
    await expectFailure(code, () => door.unlock(TEST_USER.userId, TEST_USER.passphrase));
    expect(door.state()).toEqual({ state: 'trouble' });
    expect(door.failure()?.code).toBe(code);
    expect(readFileSync(file())).toEqual(before);
  });

  test('the right key opens it again once the store is back, without asking', async () => {
    const id = await usedStore();
    renameSync(file(), `${file()}.aside`);
    writeFileSync(file(), 'no store at all');
    const door = start();
    await failureOf(() => door.unlock(TEST_USER.userId, TEST_USER.passphrase));
    renameSync(`${file()}.aside`, file());
    expect(door.failure()).toBeNull();
    expect(getCase(door.store(), id).label).toBe('Wang Fang');
  });

  test('another copy of the application has it open', async () => {
    await usedStore();
    const first = start();
    await first.unlockWithKey(TEST_DATA_KEY);
    const { execFileSync } = await import('node:child_process');
    const script = new URL('./testing/lookAtFolder.ts', import.meta.url).pathname;
    const answer = execFileSync(process.execPath, [script, folder.path], { encoding: 'utf8' });
    expect(JSON.parse(answer)).toMatchObject({ code: 'store.inUse' });
  });
});

describe('a store of a version before encryption', () => {
  function plainStore(): string {
    const store = openStore(folder.path);
    const { id } = createCase(store, makeCase({ label: 'Wang Fang' }));
    for (let i = 0; i < 50; i++) createCase(store, makeCase({ report: `report ${i} `.repeat(50) }));
    store.close();
    return id;
  }
  const whole = (id: string, store: Store): void => {
    expect(all(store)).toBe(51);
    expect(getCase(store, id).label).toBe('Wang Fang');
  };

  test('is taken over at the first start, and nothing of it can be read any more', async () => {
    const id = plainStore();
    expect(readFileSync(file()).includes('Wang Fang')).toBe(true);
    const door = start();
    expect(door.state()).toEqual({ state: 'firstStart', plainStore: true });
    await door.setUp('Dr Li', 'seven green apples');
    whole(id, door.store());
    expect(actions(door.store())).toContain('store.encrypted');
    close(door);
    for (const name of readdirSync(folder.path))
      expect(readFileSync(join(folder.path, name)).includes('Wang Fang'), name).toBe(false);
    expect(existsSync(join(folder.path, PLAIN_NAME))).toBe(false);
    expect(existsSync(join(folder.path, COPY_NAME))).toBe(false);
  });

  test('killed anywhere in between is taken up again, with every case', async () => {
    const id = plainStore();
    await makeTestKeys(folder.path);
    const { key } = TEST_STORE;
    const plain = readFileSync(file());
    const copy = join(folder.path, COPY_NAME);
    const aside = join(folder.path, PLAIN_NAME);
    encryptPlainStore(folder.path, key!);
    const encrypted = readFileSync(file());
    const moments: Record<string, () => void> = {
      'half a copy': () => {
        writeFileSync(file(), plain);
        writeFileSync(copy, encrypted.subarray(0, 5000));
      },
      'a whole copy': () => {
        writeFileSync(file(), plain);
        writeFileSync(copy, encrypted);
      },
      'the plain store moved aside': () => {
        writeFileSync(aside, plain);
        writeFileSync(copy, encrypted);
      },
      'the copy in place': () => {
        writeFileSync(file(), encrypted);
        writeFileSync(aside, plain);
      },
      'half overwritten': () => {
        writeFileSync(file(), encrypted);
        writeFileSync(aside, Buffer.concat([Buffer.alloc(5000), plain.subarray(5000)]));
      },
    };
    for (const [moment, leave] of Object.entries(moments)) {
      for (const name of [STORE_FILE_NAME, COPY_NAME, PLAIN_NAME])
        rmSync(join(folder.path, name), { force: true });
      leave();
      expect(hasPlainStore(folder.path), moment).toBe(true);
      const door = start();
      await door.unlockWithKey(TEST_DATA_KEY);
      whole(id, door.store());
      close(door);
      expect(readdirSync(folder.path).filter((name) => /plain|encrypting/.test(name))).toEqual([]);
    }
  });
});

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
    await usedStore();
    const { giveToKeychain } = await import('./keychainSlot.ts');
    await giveToKeychain(folder.path, fake(), TEST_DATA_KEY, TEST_USER.userId);
  }

  test('opens at start as the person who chose so; after a lock the passphrase is asked', async () => {
    await withKeychain();
    const door = start(fake());
    await door.start();
    expect(door.state()).toMatchObject({ state: 'open', user: { id: TEST_USER.userId } });
    door.lock('asked');
    expect(door.state().state).toBe('locked');
  });

  test('that has changed is named, not used, and the passphrase still opens', async () => {
    await withKeychain();
    const door = start(fake('kwallet6'));
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
    await usedStore();
    const { giveToKeychain } = await import('./keychainSlot.ts');
    const basic = fake('basic_text', { code: 'keychain.basicText', values: {} });
    await expectFailure('keychain.basicText', () =>
      giveToKeychain(folder.path, basic, TEST_DATA_KEY, TEST_USER.userId),
    );
  });
});

test('the log of a store opened, filled, locked and opened again is whole', async () => {
  await usedStore();
  const door = start();
  await door.unlockWithKey(TEST_DATA_KEY);
  door.lock('asked');
  await door.unlock(TEST_USER.userId, TEST_USER.passphrase);
  expect(verifyAudit(door.store(), TEST_STORE.auditKey!)).toMatchObject({ fault: null });
  expect(actions(door.store()).reverse()).toEqual([
    'store.created',
    'user.added',
    'access.unlocked',
    'case.created',
    'access.unlocked',
    'access.locked',
    'access.unlocked',
  ]);
});
