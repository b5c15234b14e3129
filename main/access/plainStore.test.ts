import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { COPY_NAME, encryptPlainStore, hasPlainStore, PLAIN_NAME } from '../store/encryptStore.ts';
import { createCase, getCase, openStore } from '../store/index.ts';
import { STORE_FILE_NAME } from '../store/openStore.ts';
import type { Store } from '../store/store.ts';
import { makeCase } from '../store/testing/fixtures.ts';
import { actionsIn, allCases, type Doors, makeDoors } from './testing/doors.ts';
import { makeTestKeys, TEST_DATA_KEY, TEST_STORE } from './testing/testStore.ts';

let doors: Doors;
beforeEach(() => {
  doors = makeDoors();
});
afterEach(() => doors.remove());

describe('a store of a version before encryption', () => {
  function plainStore(): string {
    const store = openStore(doors.folder);
    const { id } = createCase(store, makeCase({ label: 'Wang Fang' }));
    for (let i = 0; i < 50; i++) createCase(store, makeCase({ report: `report ${i} `.repeat(50) }));
    store.close();
    return id;
  }
  const whole = (id: string, store: Store): void => {
    expect(allCases(store)).toBe(51);
    expect(getCase(store, id).label).toBe('Wang Fang');
  };

  test('is taken over at the first start, and nothing of it can be read any more', async () => {
    const id = plainStore();
    expect(readFileSync(doors.file).includes('Wang Fang')).toBe(true);
    const door = doors.start();
    expect(door.state()).toEqual({ state: 'firstStart', plainStore: true });
    await door.setUp('Dr Li', 'seven green apples');
    whole(id, door.store());
    expect(actionsIn(door.store())).toContain('store.encrypted');
    doors.close(door);
    for (const name of readdirSync(doors.folder))
      expect(readFileSync(join(doors.folder, name)).includes('Wang Fang'), name).toBe(false);
    expect(existsSync(join(doors.folder, PLAIN_NAME))).toBe(false);
    expect(existsSync(join(doors.folder, COPY_NAME))).toBe(false);
  });

  test('killed anywhere in between is taken up again, with every case', async () => {
    const id = plainStore();
    await makeTestKeys(doors.folder);
    const { key } = TEST_STORE;
    const plain = readFileSync(doors.file);
    const copy = join(doors.folder, COPY_NAME);
    const aside = join(doors.folder, PLAIN_NAME);
    encryptPlainStore(doors.folder, key!);
    const encrypted = readFileSync(doors.file);
    const moments: Record<string, () => void> = {
      'half a copy': () => {
        writeFileSync(doors.file, plain);
        writeFileSync(copy, encrypted.subarray(0, 5000));
      },
      'a whole copy': () => {
        writeFileSync(doors.file, plain);
        writeFileSync(copy, encrypted);
      },
      'the plain store moved aside': () => {
        writeFileSync(aside, plain);
        writeFileSync(copy, encrypted);
      },
      'the copy in place': () => {
        writeFileSync(doors.file, encrypted);
        writeFileSync(aside, plain);
      },
      'half overwritten': () => {
        writeFileSync(doors.file, encrypted);
        writeFileSync(aside, Buffer.concat([Buffer.alloc(5000), plain.subarray(5000)]));
      },
    };
    for (const [moment, leave] of Object.entries(moments)) {
      for (const name of [STORE_FILE_NAME, COPY_NAME, PLAIN_NAME])
        rmSync(join(doors.folder, name), { force: true });
      leave();
      expect(hasPlainStore(doors.folder), moment).toBe(true);
      const door = doors.start();
      await door.unlockWithKey(TEST_DATA_KEY);
      whole(id, door.store());
      doors.close(door);
      expect(readdirSync(doors.folder).filter((name) => /plain|encrypting/.test(name))).toEqual([]);
    }
  });
});
