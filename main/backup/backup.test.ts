import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LANGUAGES, sayFailure } from '../../app/words/say.ts';
import { openTestStore, TEST_DATA_KEY, TEST_STORE, TEST_USER } from '../access/testing/testStore.ts';
import { subkey } from '../keys/dataKey.ts';
import { readKeyFile } from '../keys/keyFile.ts';
import { renewRecoveryCode } from '../keys/keyRing.ts';
import { listAudit, verifyAudit } from '../store/audit.ts';
import { changeCase, createCase, getCase, openStore, type Store, saveAssessment } from '../store/index.ts';
import { failureOf } from '../store/testing/failures.ts';
import { makeAssessment, makeCase, temporaryFolder } from '../store/testing/fixtures.ts';
import { listBackups, thinOut } from './listBackups.ts';
import { type MadeBackup, makeBackup } from './makeBackup.ts';
import { openBackup, prepareRestore } from './restore.ts';
import { finishRestore, PREPARING, putInPlace } from './swap.ts';

let folder: ReturnType<typeof temporaryFolder>;
let data: string;
let backups: string;
let store: Store;
let caseId: string;
const PROOF = { userId: TEST_USER.userId, passphrase: TEST_USER.passphrase };
const WHO = { id: TEST_USER.userId, name: TEST_USER.name };

beforeEach(async () => {
  folder = temporaryFolder();
  data = join(folder.path, 'data');
  backups = join(folder.path, 'backups');
  mkdirSync(data);
  store = await openTestStore(data);
  ({ id: caseId } = createCase(store, makeCase({ label: 'Wang Fang' })));
  saveAssessment(store, makeAssessment(caseId, 0.84));
});
afterEach(() => {
  if (store.db.open) store.close();
  folder.remove();
});

const back = (kind: 'asked' | 'scheduled' = 'asked'): Promise<MadeBackup> =>
  makeBackup({ store, dataKey: TEST_DATA_KEY, folder: backups, kind, appVersion: '1.0.0' });

describe('a backup', () => {
  test('of a running store holds what was there at that moment, changes go on, and no other process gets in', async () => {
    const going = back();
    // While it is written: more cases, which belong to the store and not to the backup.
    const later: string[] = [];
    for (let i = 0; i < 30; i++) {
      later.push(createCase(store, makeCase({ label: 'later' })).id);
      await new Promise((resolve) => setImmediate(resolve));
    }
    const made = await going;
    expect(made.facts).toMatchObject({ assessments: 1, kind: 'asked', madeBy: 'ThyroMap' });
    expect(made.facts.cases).toBeLessThan(31);
    for (const id of later) expect(getCase(store, id).label).toBe('later');
    expect(await foundInUse()).toBe(true);
    expect(store.db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(store.db.pragma('wal_autocheckpoint', { simple: true })).toBe(1000);
    expect(readdirSync(backups)).toHaveLength(1);
    // Among the cases, not after them: a fast disk has the backup before the last of them.
    const logged = listAudit(store, NO_FILTER, FIRST_PAGE).rows.map(({ action }) => action);
    expect(logged.filter((action) => action === 'backup.made')).toHaveLength(1);
  });

  test('is unreadable without its key and names nobody outside it', async () => {
    const { file } = await back();
    const bytes = readFileSync(file);
    expect(bytes.includes('Wang Fang')).toBe(false);
    expect(bytes.includes('SQLite format')).toBe(false);
    expect((await failureOf(() => openBackup(file, { ...PROOF, passphrase: 'wrong one' }))).code).toBe(
      'access.wrongPassphrase',
    );
  });

  test('opens with the passphrase, or with the recovery code', async () => {
    const code = renewRecoveryCode(data, TEST_DATA_KEY);
    const { file } = await back();
    expect((await openBackup(file, PROOF)).facts).toMatchObject({ cases: 1, newest: { label: 'Wang Fang' } });
    expect((await openBackup(file, { code })).facts.cases).toBe(1);
    expect((await failureOf(() => openBackup(file, { code: code.slice(0, -1) }))).code).toBe(
      'access.codeMistyped',
    );
  });

  test('onto a full disk fails by name, leaves nothing there and the store as it is', async ({ skip }) => {
    mkdirSync(backups);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', backups], { stdio: 'ignore' });
    } catch {
      skip('needs root and leave to mount a tmpfs');
    }
    try {
      expect((await failureOf(() => back())).code).toBe('backup.noRoom');
      expect(readdirSync(backups)).toEqual([]);
      createCase(store, makeCase());
    } finally {
      execFileSync('umount', [backups], { stdio: 'ignore' });
    }
  });

  test('into a folder that cannot be made fails by name and leaves nothing', async () => {
    writeFileSync(backups, 'a file');
    expect((await failureOf(() => back())).code).toBe('store.readOnly');
    createCase(store, makeCase());
  });
});

async function foundInUse(): Promise<boolean> {
  const child = fork(new URL('./testing/tellWhetherInUse.ts', import.meta.url), [store.file], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const [told] = (await once(child, 'message')) as [boolean];
  return told;
}

const NO_FILTER = { userId: null, action: null, caseId: null, from: null, to: null };
const FIRST_PAGE = { offset: 0, limit: 50 };

describe('restoring', () => {
  test('brings back what was there, with its key, and the log says so and is whole', async () => {
    const { file } = await back();
    changeCase(store, { caseId, facts: { label: 'changed since' } });
    store.close();
    await prepareRestore(data, await openBackup(file, PROOF), WHO);
    putInPlace(data, false);
    const restored = openStore(data, TEST_STORE);
    expect(getCase(restored, caseId).label).toBe('Wang Fang');
    expect(listAudit(restored, NO_FILTER, FIRST_PAGE).rows[0]).toMatchObject({
      action: 'backup.restored',
      userName: TEST_USER.name,
    });
    expect(verifyAudit(restored, subkey(TEST_DATA_KEY, 'audit head')).fault).toBeNull();
    restored.close();
    expect(readKeyFile(data)).not.toBeNull();
    expect(readdirSync(data).filter((name) => /restore|replaced/.test(name))).toEqual([]);
  });

  test('stopped after any step, the old store is there or the new one, whole', async () => {
    const { file } = await back();
    changeCase(store, { caseId, facts: { label: 'changed since' } });
    store.close();
    const labelNow = (at: string): string => {
      finishRestore(at);
      const now = openStore(at, TEST_STORE);
      try {
        return getCase(now, caseId).label;
      } finally {
        now.close();
      }
    };
    const opened = await openBackup(file, PROOF);
    const prepared = join(folder.path, 'prepared');
    await prepareRestore(data, opened, WHO);
    cpSync(data, prepared, { recursive: true });
    expect(labelNow(data)).toBe('changed since');
    // Every step of the change, with the process gone after it.
    class Killed extends Error {}
    let steps = 0;
    for (let stopAt = 1; ; stopAt++) {
      const at = join(folder.path, `at-${stopAt}`);
      cpSync(prepared, at, { recursive: true });
      cpSync(join(at, PREPARING), join(at, 'restore.ready'), { recursive: true });
      steps = 0;
      let killed = false;
      try {
        finishRestore(at, () => {
          if (++steps === stopAt) throw new Killed();
        });
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
        killed = true;
      }
      expect(labelNow(at), `after step ${stopAt}`).toBe('Wang Fang');
      if (!killed) break;
    }
    expect(steps).toBeGreaterThan(10);
  });

  test('from a damaged backup, or another file, is refused by name, and the present store stays', async () => {
    const { file } = await back();
    store.close();
    const whole = readFileSync(file);
    const flip = (at: number): Buffer => Buffer.from(whole).fill(whole[at]! ^ 1, at, at + 1);
    const bad: [string, string, Buffer][] = [
      ['cut off', 'backup.notOne', whole.subarray(0, -100)],
      ['another file', 'backup.notOne', Buffer.from('PK\x03\x04 not a backup at all')],
      ['empty', 'backup.notOne', Buffer.alloc(0)],
      ['a bit turned in its content', 'backup.damaged', flip(5000)],
      ['a bit turned in its trailer', 'backup.damaged', flip(whole.length - 300)],
      ['its middle lost', 'backup.damaged', Buffer.concat([whole.subarray(0, 8192), whole.subarray(12_288)])],
    ];
    for (const [what, code, bytes] of bad) {
      writeFileSync(file, bytes);
      const failure = await failureOf(async () => prepareRestore(data, await openBackup(file, PROOF), WHO));
      expect(failure.code, what).toBe(code);
      for (const language of LANGUAGES) expect(sayFailure(language, failure), what).toContain(file);
    }
    finishRestore(data);
    const now = openStore(data, TEST_STORE);
    expect(getCase(now, caseId).label).toBe('Wang Fang');
    now.close();
  });

  test('a store that could not be read is kept beside, not thrown away', async () => {
    const { file } = await back();
    store.close();
    truncateSync(store.file, 5000);
    await prepareRestore(data, await openBackup(file, PROOF), WHO);
    putInPlace(data, true);
    const [kept] = readdirSync(data).filter((name) => name.startsWith('replaced-'));
    expect(statSync(join(data, kept!, 'thyromap.sqlite')).size).toBe(5000);
    expect(existsSync(join(data, kept!, 'store.key.json'))).toBe(true);
  });
});

test('of scheduled backups of one day the newest stays, with what a person asked for', async () => {
  await back('asked');
  for (const hour of [8, 9]) {
    const at: Store = { ...store, now: () => new Date(Date.UTC(2026, 9, 1, hour)) };
    createCase(store, makeCase());
    await makeBackup({
      store: at,
      dataKey: TEST_DATA_KEY,
      folder: backups,
      kind: 'scheduled',
      appVersion: '1',
    });
    store.pageReader = at.pageReader;
  }
  const unfinished = join(backups, 'thyromap-2026-10-01T07-00-00-scheduled.tmbackup.part');
  writeFileSync(unfinished, 'left by a kill');
  utimesSync(unfinished, new Date(0), new Date(0));
  expect(thinOut(backups, TEST_DATA_KEY)).toEqual(['thyromap-2026-10-01T08-00-00-scheduled.tmbackup']);
  expect(existsSync(unfinished)).toBe(false);
  expect(listBackups(backups, TEST_DATA_KEY).map(({ facts }) => facts!.kind)).toEqual(['scheduled', 'asked']);
});
