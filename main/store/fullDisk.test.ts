import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeTestKeys, openTestStore, TEST_DATA_KEY, TEST_STORE } from '../access/testing/testStore.ts';
import { seededDraw } from '../backend/testing/garbage.ts';
import { importFolder } from '../imports/importFolder.ts';
import { makeBmp } from '../imports/testing/makeBmp.ts';
import { KEY_FILE_NAMES, readKeyFile } from '../keys/keyFile.ts';
import { openWithPassphrase, setPassphrase } from '../keys/keyRing.ts';
import { verifyAudit } from './audit.ts';
import { COPY_NAME, encryptPlainStore } from './encryptStore.ts';
import { createCase, getCase, openStore, queryWorkList, type Store, saveAssessment } from './index.ts';
import { expectSentence, failureOf } from './testing/failures.ts';
import { makeAssessment, makeCase, temporaryFolder } from './testing/fixtures.ts';
import { mountSmallDisk, NO_SMALL_DISK, type SmallDisk } from './testing/smallDisk.ts';

let folder: ReturnType<typeof temporaryFolder>;
let disk: SmallDisk | null;
let stores: Store[];
beforeEach(() => {
  folder = temporaryFolder();
  disk = null;
  stores = [];
});
afterEach(() => {
  for (const store of stores) if (store.db.open) store.close();
  disk?.remove();
  folder.remove();
});

function small(bytes: number, skip: (why: string) => never): SmallDisk {
  disk = mountSmallDisk(join(folder.path, 'small'), bytes);
  return disk ?? skip(NO_SMALL_DISK);
}
const held = (store: Store): Store => {
  stores.push(store);
  return store;
};
const total = (store: Store): number =>
  queryWorkList(store, { search: '', order: 'newest', archived: false, offset: 0, limit: 500 }).total;
const whole = (store: Store): void => {
  expect(store.db.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(store.db.pragma('foreign_key_check')).toEqual([]);
};

describe('a full disk', () => {
  test('refuses the new case, keeps every earlier one, and takes more once there is space', async () => {
    const store = held(openStore(folder.path));
    for (const label of ['A', 'B', 'C']) {
      const { id } = createCase(store, makeCase({ label }));
      saveAssessment(store, makeAssessment(id, 0.84));
    }
    const pages = store.db.pragma('page_count', { simple: true }) as number;
    store.db.pragma(`max_page_count = ${pages + 3}`);
    const failure = await failureOf(() => {
      for (let i = 0; i < 100; i++) createCase(store, makeCase({ report: 'long '.repeat(1000) }));
    });
    expectSentence(failure, 'store.diskFull');
    const kept = total(store);
    expect(kept).toBeGreaterThanOrEqual(3);
    store.db.pragma('max_page_count = 1000000');
    createCase(store, makeCase());
    expect(total(store)).toBe(kept + 1);
    whole(store);
  });

  test('for real, on a file system of one megabyte', async ({ skip }) => {
    const { path } = small(1 << 20, skip);
    const store = held(openStore(path));
    const stored: string[] = [];
    const failure = await failureOf(() => {
      for (let i = 0; i < 1000; i++) stored.push(createCase(store, makeCase()).id);
    });
    expectSentence(failure, 'store.diskFull');
    expect(stored.length).toBeGreaterThan(0);
    expect(total(store)).toBe(stored.length);
    for (const id of stored) expect(getCase(store, id).views).toHaveLength(2);
    store.close();
    // and again after a restart, from a copy where there is room
    const copy = join(folder.path, 'copy');
    mkdirSync(copy);
    for (const name of readdirSync(path)) copyFileSync(join(path, name), join(copy, name));
    expect(total(held(openStore(copy)))).toBe(stored.length);
  });

  test('at the first start leaves no half-made store', async ({ skip }) => {
    const { path, grow } = small(16 << 10, skip);
    expectSentence(await failureOf(() => openStore(path)), 'store.diskFull');
    grow(4 << 20);
    const store = held(openStore(path));
    createCase(store, makeCase());
    expect(total(store)).toBe(1);
  });

  test('while a passphrase is changed leaves the earlier one, in both copies of the key file', async ({
    skip,
  }) => {
    const { path, fill, empty } = small(256 << 10, skip);
    await makeTestKeys(path);
    const person = (i: number) => ({ userId: `user-${i}`, name: `Dr ${i}`, passphrase: `passphrase ${i}` });
    for (let i = 0; i < 20; i++) await setPassphrase(path, TEST_DATA_KEY, person(i), 1024);
    const before = KEY_FILE_NAMES.map((name) => readFileSync(join(path, name), 'utf8'));
    // Less than the file needs, so that its first part would fit: the system then writes that part without an error.
    expect(before[0]!.length).toBeGreaterThan(4096 + 1000);
    fill(4096);
    const changed = { ...person(3), passphrase: 'another one' };
    expectSentence(
      await failureOf(() => setPassphrase(path, TEST_DATA_KEY, changed, 1024)),
      'store.diskFull',
    );
    expect(KEY_FILE_NAMES.map((name) => readFileSync(join(path, name), 'utf8'))).toEqual(before);
    expect(readdirSync(path).filter((name) => name.endsWith('.new'))).toEqual([]);
    empty();
    expect(await openWithPassphrase(readKeyFile(path)!, 'user-3', 'passphrase 3')).toEqual(TEST_DATA_KEY);
    await setPassphrase(path, TEST_DATA_KEY, changed, 1024);
    expect(await openWithPassphrase(readKeyFile(path)!, 'user-3', 'another one')).toEqual(TEST_DATA_KEY);
  });

  test('while a table of cases comes in: rows are whole or named, and the log holds what came in', async ({
    skip,
  }) => {
    const { path, empty } = small(2 << 20, skip);
    const store = held(await openTestStore(path));
    // Noise, which no compression makes small.
    const draw = seededDraw(1);
    const noise = () =>
      makeBmp(
        Uint8Array.from({ length: 300 * 300 }, () => draw() * 256),
        300,
        300,
        8,
      );
    const pictures = Array.from({ length: 40 }, (_, i) => ({
      name: `${i}.bmp`,
      base64: Buffer.from(noise()).toString('base64'),
    }));
    const rows = ['label,transverse,age', ...pictures.map(({ name }, i) => `P${i},${name},43`)];
    const table = { name: 'cases.csv', base64: Buffer.from(rows.join('\n')).toString('base64') };
    const { created, rejected } = await importFolder(store, [table, ...pictures], () => {});
    expect(created.length).toBeGreaterThan(3);
    expect(rejected.length).toBe(40 - created.length);
    for (const { failure } of rejected) expectSentence(failure, 'store.diskFull');
    expect(total(store)).toBe(created.length);
    for (const { caseId } of created) expect(getCase(store, caseId).views).toHaveLength(1);
    whole(store);
    store.close();
    empty();
    const again = held(await openTestStore(path));
    expect(total(again)).toBe(created.length);
    expect(verifyAudit(again, TEST_STORE.auditKey!).rows).toBe(
      again.db.prepare('SELECT count(*) FROM audit').pluck().get(),
    );
  });

  test('while a store of an earlier version is encrypted: it stays as it was, and nothing of the copy', async ({
    skip,
  }) => {
    const { path, fill, empty } = small(8 << 20, skip);
    const plain = held(openStore(path));
    for (let i = 0; i < 20; i++) createCase(plain, makeCase({ label: `Case ${i}` }));
    plain.close();
    for (const room of [0, 40_000]) {
      fill(room);
      expectSentence(await failureOf(() => encryptPlainStore(path, TEST_STORE.key!)), 'store.diskFull');
      empty();
      expect(readdirSync(path)).not.toContain(COPY_NAME);
      const still = held(openStore(path));
      expect(total(still)).toBe(20);
      still.close();
    }
    encryptPlainStore(path, TEST_STORE.key!);
    expect(total(held(openStore(path, TEST_STORE)))).toBe(20);
  });
});
