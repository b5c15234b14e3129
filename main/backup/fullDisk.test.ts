import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Failure } from '../../app/failure.ts';
import { openTestStore, TEST_DATA_KEY, TEST_STORE, TEST_USER } from '../access/testing/testStore.ts';
import { listAudit } from '../store/audit.ts';
import { createCase, openStore, queryWorkList, type Store, setSettings } from '../store/index.ts';
import { expectSentence, failureOf } from '../store/testing/failures.ts';
import { makeCase, temporaryFolder } from '../store/testing/fixtures.ts';
import { mountSmallDisk, NO_SMALL_DISK, type SmallDisk } from '../store/testing/smallDisk.ts';
import { createBackupKeeper } from './keeper.ts';
import { listBackups } from './listBackups.ts';
import { type BackupStep, makeBackup } from './makeBackup.ts';
import { openBackup, prepareRestore } from './restore.ts';
import { putInPlace } from './swap.ts';

/** A disk that was wide enough when the work began and is full in the middle of it, as another program would fill it. */

let folder: ReturnType<typeof temporaryFolder>;
let data: string;
let store: Store;
let disks: SmallDisk[];
const PROOF = { userId: TEST_USER.userId, passphrase: TEST_USER.passphrase };
const WHO = { id: TEST_USER.userId, name: TEST_USER.name };
const MB = 1 << 20;

beforeEach(() => {
  folder = temporaryFolder();
  data = join(folder.path, 'data');
  mkdirSync(data);
  disks = [];
});
afterEach(() => {
  if (store?.db.open) store.close();
  for (const disk of disks) disk.remove();
  folder.remove();
});

function small(name: string, bytes: number, skip: (why: string) => never): SmallDisk {
  const disk = mountSmallDisk(join(folder.path, name), bytes) ?? skip(NO_SMALL_DISK);
  disks.push(disk);
  return disk;
}
/** A store of so many megabytes: the copy takes several slices. */
async function storeOf(path: string, megabytes: number): Promise<void> {
  store = await openTestStore(path);
  for (let i = 0; i < megabytes; i++) {
    const one = makeCase({ label: `Case ${i}` });
    createCase(store, {
      ...one,
      views: one.views.map((view) => ({ ...view, image: { ...view.image, png: randomBytes(MB / 2) } })),
    });
  }
}
const cases = (of: Store): number =>
  queryWorkList(of, { search: '', order: 'newest', archived: false, offset: 0, limit: 500 }).total;
const whole = (of: Store): void => expect(of.db.pragma('integrity_check', { simple: true })).toBe('ok');
const back = (into: string, progress: (step: BackupStep, share: number) => void = () => {}) =>
  makeBackup({ store, dataKey: TEST_DATA_KEY, folder: into, kind: 'asked', appVersion: '1.0.0', progress });
const backupFiles = (into: string) => readdirSync(into).filter((name) => !name.startsWith('.'));

describe('a disk that fills up', () => {
  test.for(['copying', 'checking'] as const)(
    'while a backup is %s: named, no half backup, the earlier one whole, and one is made once there is room',
    async (at, { skip }) => {
      const disk = small('backups', 40 * MB, skip);
      await storeOf(data, 9);
      const first = await back(disk.path);
      const before = readFileSync(first.file);
      createCase(store, makeCase({ label: 'later' }));
      const steps: string[] = [];
      const failure = await failureOf(() =>
        back(disk.path, (step) => {
          if (step === at && !steps.includes(at)) disk.fill();
          steps.push(step);
        }),
      );
      expectSentence(failure, 'store.diskFull');
      expect(steps).toContain(at);
      disk.empty();
      expect(backupFiles(disk.path)).toEqual([first.file.split('/').at(-1)]);
      expect(readFileSync(first.file).equals(before)).toBe(true);
      expect((await openBackup(first.file, PROOF)).facts.cases).toBe(9);
      whole(store);
      expect(store.db.pragma('wal_autocheckpoint', { simple: true })).toBe(1000);
      expect(cases(store)).toBe(10);
      expect((await back(disk.path)).facts.cases).toBe(10);
    },
  );

  test('while the log is told of a backup beside the store: it does not count as made', async ({ skip }) => {
    const disk = small('both', 40 * MB, skip);
    const both = join(disk.path, 'data');
    mkdirSync(both);
    await storeOf(both, 9);
    const into = join(disk.path, 'backups');
    const failure = await failureOf(() => back(into, (step) => void (step === 'reading' && disk.fill())));
    expectSentence(failure, 'store.diskFull');
    expect(backupFiles(into)).toEqual([]);
    disk.empty();
    whole(store);
    createCase(store, makeCase());
    expect((await back(into)).facts.cases).toBe(10);
  });

  test('while one is made by itself: the screen is told, the log too, and the next one clears it', async ({
    skip,
  }) => {
    const disk = small('backups', 40 * MB, skip);
    await storeOf(data, 9);
    setSettings(store, { backupFolder: disk.path });
    let told: Failure | null = null;
    const keeper = createBackupKeeper({
      store,
      dataKey: TEST_DATA_KEY,
      appVersion: '1.0.0',
      emit: (name, payload) => {
        if (name !== 'backup.changed') return;
        const { running, failure } = payload as { running: { step: string } | null; failure: Failure | null };
        if (running?.step === 'copying') disk.fill();
        told = failure;
      },
    });
    await keeper.look();
    // Refused before anything is written: there was no room to begin with.
    expect(keeper.failure()?.code).toMatch(/^(backup\.noRoom|store\.diskFull)$/);
    expect(told).toEqual(keeper.failure());
    expect(backupFiles(disk.path)).toEqual([]);
    const NO_FILTER = { userId: null, action: null, caseId: null, from: null, to: null };
    expect(listAudit(store, NO_FILTER, { offset: 0, limit: 1 }).rows).toMatchObject([
      { action: 'backup.failed', detail: { kind: 'scheduled', code: keeper.failure()!.code } },
    ]);
    await keeper.close();
  });

  test('while a backup is restored: named, nothing half, and the present store stays', async ({ skip }) => {
    await storeOf(data, 9);
    const made = await back(join(folder.path, 'backups'));
    store.close();
    const disk = small('other', 40 * MB, skip);
    store = await openTestStore(disk.path);
    createCase(store, makeCase({ label: 'present' }));
    store.close();
    const backup = await openBackup(made.file, PROOF);
    const going = prepareRestore(disk.path, backup, WHO);
    // There was room when it began.
    disk.fill(6 * MB);
    expectSentence(await failureOf(() => going), 'store.diskFull');
    expect(readdirSync(disk.path).filter((name) => name.startsWith('restore'))).toEqual([]);
    disk.empty();
    store = openStore(disk.path, TEST_STORE);
    expect(cases(store)).toBe(1);
    store.close();
    await prepareRestore(disk.path, backup, WHO);
    putInPlace(disk.path, false);
    store = openStore(disk.path, TEST_STORE);
    expect(cases(store)).toBe(9);
  });
});

test('backups of the folder are listed while the disk is full', async ({ skip }) => {
  const disk = small('backups', 10 * MB, skip);
  await storeOf(data, 1);
  await back(disk.path);
  disk.fill();
  expect(listBackups(disk.path, TEST_DATA_KEY)).toHaveLength(1);
});
