import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDoor } from '../access/door.ts';
import { makeTestKeys, TEST_DATA_KEY, TEST_STORE, TEST_USER } from '../access/testing/testStore.ts';
import { entryFile, entryOptions } from '../shell/entries.ts';
import { createCase } from '../store/index.ts';
import { STORE_FILE_NAME } from '../store/openStore.ts';
import { chooseKey } from '../store/storeLock.ts';
import { makeCase, temporaryFolder } from '../store/testing/fixtures.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(async () => {
  folder = temporaryFolder();
  await makeTestKeys(folder.path);
  const door = createDoor({ folder: folder.path, opened: () => {}, changed: () => {} });
  await door.unlockWithKey(TEST_DATA_KEY);
  createCase(door.store(), makeCase({ label: 'Wang Fang' }));
  door.close();
});
afterEach(() => folder.remove());

/** `thyromap audit …` with the passphrase on descriptor 3. */
async function audit(passphrase: string | null, ...given: string[]) {
  const entry = entryFile('cli');
  const how = passphrase === null ? [] : ['--passphrase-fd', '3'];
  const child = spawn(process.execPath, [...entryOptions(entry), entry, 'audit', ...given, ...how], {
    env: { ...process.env, THYROMAP_DATA: folder.path },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  let out = '';
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (data) => (out += data));
  const third = child.stdio[3] as Writable;
  // A program that does not read it closes it.
  third.on('error', () => {});
  third.end(`${passphrase}\n`);
  const [code] = await once(child, 'close');
  return { code, out };
}

test('the log is verified and exported from a terminal, the passphrase never an argument', async () => {
  expect(await audit(TEST_USER.passphrase, 'verify')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^The log is whole: \d+ entries/),
  });
  const file = join(folder.path, 'log.csv');
  expect((await audit(TEST_USER.passphrase, 'export', file)).code).toBe(0);
  expect(readFileSync(file, 'utf8')).toContain('case.created');
  expect(readFileSync(file, 'utf8')).not.toContain('Wang Fang');
});

test('without a passphrase, and where a row was removed, it says so', async () => {
  expect(await audit(null, 'verify')).toMatchObject({
    code: 2,
    out: expect.stringContaining('--passphrase-fd'),
  });
  const db = new Database(join(folder.path, STORE_FILE_NAME));
  chooseKey(db, TEST_STORE.key!);
  db.exec('DROP TRIGGER audit_never_shrinks; DELETE FROM audit WHERE seq = 2');
  db.close();
  expect(await audit(TEST_USER.passphrase, 'verify')).toMatchObject({
    code: 2,
    out: 'Entry 2 is missing.\n',
  });
});
