import { join } from 'node:path';
import { expect } from 'vitest';
import type { Failure } from '../../../app/failure.ts';
import { isWordKey, LANGUAGES, sayFailure } from '../../../app/words/say.ts';
import { listAudit } from '../../store/audit.ts';
import { createCase, queryWorkList } from '../../store/index.ts';
import { STORE_FILE_NAME } from '../../store/openStore.ts';
import type { Store } from '../../store/store.ts';
import { failureOf } from '../../store/testing/failures.ts';
import { makeCase, temporaryFolder } from '../../store/testing/fixtures.ts';
import { createDoor, type Door } from '../door.ts';
import type { Keychain } from '../keychain.ts';
import { makeTestKeys, TEST_DATA_KEY, TEST_SCRYPT_N } from './testStore.ts';

/** The application started again and again on one folder, with a clock that the test sets. */
export type Doors = {
  readonly folder: string;
  /** The store's own file. */
  readonly file: string;
  clock: number;
  start(keychain?: Keychain): Door;
  /** Ends one that was started. */
  close(door: Door): void;
  /** A store with one case, made with the test key and closed again; gives the case's id. */
  usedStore(): Promise<string>;
  /** Ends all of them and removes the folder. */
  remove(): void;
};

export function makeDoors(): Doors {
  const folder = temporaryFolder();
  const started = new Set<Door>();
  const doors: Doors = {
    folder: folder.path,
    file: join(folder.path, STORE_FILE_NAME),
    clock: Date.UTC(2026, 10, 22, 8),
    start(keychain) {
      const door = createDoor({
        folder: folder.path,
        now: () => new Date(doors.clock),
        scryptN: TEST_SCRYPT_N,
        opened: () => {},
        changed: () => {},
        ...(keychain ? { keychain } : {}),
      });
      started.add(door);
      return door;
    },
    close(door) {
      door.close();
      started.delete(door);
    },
    async usedStore() {
      await makeTestKeys(folder.path);
      const door = doors.start();
      await door.unlockWithKey(TEST_DATA_KEY);
      const { id } = createCase(door.store(), makeCase({ label: 'Wang Fang' }));
      doors.close(door);
      return id;
    },
    remove() {
      for (const door of started) door.close();
      folder.remove();
    },
  };
  return doors;
}

export const allCases = (store: Store): number =>
  queryWorkList(store, { search: '', order: 'newest', archived: false, offset: 0, limit: 500 }).total;

/** What the log holds, newest first. */
export const actionsIn = (store: Store): string[] =>
  listAudit(
    store,
    { userId: null, action: null, caseId: null, from: null, to: null },
    { offset: 0, limit: 500 },
  ).rows.map((row) => row.action);

/** Fails with this code, which has a whole sentence in both languages. */
export async function expectFailure(code: string, work: () => unknown): Promise<Failure> {
  const failure = await failureOf(work);
  expect(failure.code).toBe(code);
  expectWholeSentence(failure);
  return failure;
}

export function expectWholeSentence(failure: Failure): void {
  expect(isWordKey(failure.code), failure.code).toBe(true);
  for (const language of LANGUAGES) expect(sayFailure(language, failure)).not.toMatch(/\{\w+\}/);
}
