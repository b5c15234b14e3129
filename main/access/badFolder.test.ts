import { cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { KEY_FILE_NAMES } from '../keys/keyFile.ts';
import { getCase, openStore } from '../store/index.ts';
import { STORE_FILE_NAME } from '../store/openStore.ts';
import { failureOf } from '../store/testing/failures.ts';
import { temporaryFolder } from '../store/testing/fixtures.ts';
import { type Doors, expectFailure, expectWholeSentence, makeDoors } from './testing/doors.ts';
import { TEST_DATA_KEY, TEST_USER } from './testing/testStore.ts';

let doors: Doors;
beforeEach(() => {
  doors = makeDoors();
});
afterEach(() => doors.remove());

describe('a bad state of store or key is named and changes nothing', () => {
  const forBothKeyFiles = (damage: (path: string) => void) => () => {
    for (const name of KEY_FILE_NAMES) damage(join(doors.folder, name));
  };
  const states: [string, string, () => void | Promise<void>][] = [
    ['the key is gone', 'key.lost', forBothKeyFiles((path) => rmSync(path))],
    [
      'both copies of the key are damaged',
      'key.damaged',
      forBothKeyFiles((path) => writeFileSync(path, '{"format":')),
    ],
    ['the store is gone', 'store.missing', () => rmSync(doors.file)],
    ['the store is empty', 'store.missing', () => writeFileSync(doors.file, '')],
  ];
  test.each(states)('%s', async (_name, code, damage) => {
    await doors.usedStore();
    await damage();
    const before = readdirSync(doors.folder).map((name) => readFileSync(join(doors.folder, name)));
    const door = doors.start();
    await door.start();
    expect(door.state()).toEqual({ state: 'trouble' });
    expect(door.failure()?.code).toBe(code);
    expectWholeSentence(door.failure()!);
    await expectFailure(code, () => door.setUp('Dr Li', 'seven green apples'));
    expect(readdirSync(doors.folder).map((name) => readFileSync(join(doors.folder, name)))).toEqual(before);
  });

  const opened: [string, string, () => void | Promise<void>][] = [
    [
      'the store is another one’s',
      'store.otherKey',
      () => {
        const other = temporaryFolder();
        openStore(other.path, { key: Buffer.alloc(32, 1) }).close();
        cpSync(join(other.path, STORE_FILE_NAME), doors.file);
        other.remove();
      },
    ],
    [
      'the store is damaged',
      'store.corrupt',
      () => {
        const bytes = readFileSync(doors.file);
        writeFileSync(doors.file, Buffer.concat([bytes.subarray(0, 16), Buffer.alloc(bytes.length - 16, 7)]));
      },
    ],
    [
      'the store is cut off',
      'store.corrupt',
      () => writeFileSync(doors.file, readFileSync(doors.file).subarray(0, 3000)),
    ],
    ['the store is text', 'store.corrupt', () => writeFileSync(doors.file, 'no store at all')],
  ];
  test.each(opened)('%s', async (_name, code, damage) => {
    await doors.usedStore();
    await damage();
    const before = readFileSync(doors.file);
    const door = doors.start();
    await expectFailure(code, () => door.unlock(TEST_USER.userId, TEST_USER.passphrase));
    expect(door.state()).toEqual({ state: 'trouble' });
    expect(door.failure()?.code).toBe(code);
    expect(readFileSync(doors.file)).toEqual(before);
  });

  test('the right key opens it again once the store is back, without asking', async () => {
    const id = await doors.usedStore();
    renameSync(doors.file, `${doors.file}.aside`);
    writeFileSync(doors.file, 'no store at all');
    const door = doors.start();
    await failureOf(() => door.unlock(TEST_USER.userId, TEST_USER.passphrase));
    renameSync(`${doors.file}.aside`, doors.file);
    expect(door.failure()).toBeNull();
    expect(getCase(door.store(), id).label).toBe('Wang Fang');
  });

  test('another copy of the application has it open', async () => {
    await doors.usedStore();
    const first = doors.start();
    await first.unlockWithKey(TEST_DATA_KEY);
    const { execFileSync } = await import('node:child_process');
    const script = new URL('./testing/lookAtFolder.ts', import.meta.url).pathname;
    const answer = execFileSync(process.execPath, [script, doors.folder], { encoding: 'utf8' });
    expect(JSON.parse(answer)).toMatchObject({ code: 'store.inUse' });
  });
});
