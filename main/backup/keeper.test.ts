import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestStore, TEST_DATA_KEY } from '../access/testing/testStore.ts';
import { createCase, type Store, setSettings } from '../store/index.ts';
import { makeCase, temporaryFolder } from '../store/testing/fixtures.ts';
import { type BackupKeeper, createBackupKeeper } from './keeper.ts';

let folder: ReturnType<typeof temporaryFolder>;
let store: Store;
let keeper: BackupKeeper;
let backups: string;
let steps: (string | null)[];
beforeEach(async () => {
  folder = temporaryFolder();
  const data = join(folder.path, 'data');
  mkdirSync(data);
  backups = join(folder.path, 'elsewhere');
  store = await openTestStore(data);
  steps = [];
  keeper = createBackupKeeper({
    store,
    dataKey: TEST_DATA_KEY,
    appVersion: '1.0.0',
    emit: (name, payload) => {
      if (name === 'backup.changed')
        steps.push((payload as { running: { step: string } | null }).running?.step ?? null);
    },
  });
  setSettings(store, { backupFolder: backups });
});
afterEach(async () => {
  await keeper.close();
  store.close();
  folder.remove();
});
const made = (): string[] => readdirSync(backups).filter((name) => name.endsWith('.tmbackup'));

test('when one is due it is made by itself, told step by step, and not again the same day', async () => {
  await keeper.look();
  // Nothing to lose yet.
  expect(() => made()).toThrow(/ENOENT/);
  createCase(store, makeCase());
  await keeper.look();
  expect(made()).toEqual([expect.stringMatching(/-scheduled\.tmbackup$/)]);
  expect(steps.filter((step, i) => step !== steps[i - 1])).toEqual(['copying', 'checking', 'reading', null]);
  await keeper.look();
  expect(made()).toHaveLength(1);
  setSettings(store, { backupSchedule: 'off' });
  rmSync(join(backups, made()[0]!));
  await keeper.look();
  expect(made()).toHaveLength(0);
});

test('one that fails is kept as a state to show, and gone with the next that succeeds', async () => {
  createCase(store, makeCase());
  writeFileSync(backups, 'a file where the folder should be');
  await keeper.look();
  expect(keeper.failure()?.code).toBe('store.readOnly');
  expect(keeper.running()).toBeNull();
  rmSync(backups);
  const first = keeper.make('asked');
  await expect(keeper.make('asked')).rejects.toThrow(/^backup\.running/);
  await first;
  expect(keeper.failure()).toBeNull();
});

test('a folder that is not a whole path is refused by name', async () => {
  setSettings(store, { backupFolder: 'backups' });
  await expect(keeper.make('asked')).rejects.toThrow(/^backup\.folderNotWhole/);
});
