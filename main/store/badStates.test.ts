import { type ChildProcess, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Failure } from '../../app/failure.ts';
import { createCase, getCase, openStore, queryWorkList, type Store, saveAssessment } from './index.ts';
import { STORE_FILE_NAME } from './openStore.ts';
import { expectSentence, failureOf } from './testing/failures.ts';
import { makeAssessment, makeCase, temporaryFolder } from './testing/fixtures.ts';

let folder: ReturnType<typeof temporaryFolder>;
let file: string;
let children: ChildProcess[];

beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder.path, STORE_FILE_NAME);
  children = [];
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  folder.remove();
});

function startChild(script: string, argument: string): ChildProcess {
  const child = fork(new URL(`./testing/${script}.ts`, import.meta.url), [argument], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  children.push(child);
  return child;
}

function fillStore(cases = 3): string[] {
  const store = openStore(folder.path);
  const ids = Array.from({ length: cases }, (_, i) => createCase(store, makeCase({ label: `Case ${i}` })).id);
  for (const id of ids) saveAssessment(store, makeAssessment(id, 0.84));
  store.close();
  return ids;
}

const hashOf = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
const listAll = (store: Store) =>
  queryWorkList(store, { search: '', order: 'newest', archived: false, offset: 0, limit: 500 });

describe('a second copy of the application', () => {
  test('is told that the store is in use, and the first goes on', async () => {
    const first = openStore(folder.path);
    expectSentence(await failureOf(() => openStore(folder.path)), 'store.inUse');
    createCase(first, makeCase());
    first.close();
    const second = openStore(folder.path);
    expect(listAll(second).total).toBe(1);
    second.close();
  });

  test('in another process is told so too, and gets in as soon as that process was killed', async () => {
    const child = startChild('writeUntilKilled', folder.path);
    await once(child, 'message');
    expectSentence(await failureOf(() => openStore(folder.path)), 'store.inUse');
    child.kill('SIGKILL');
    await once(child, 'exit');
    openStore(folder.path).close();
  });
});

test('kill -9 in the middle of writing loses nothing that was acknowledged', async () => {
  const stored: string[] = [];
  for (const enough of [1, 20, 57]) {
    const child = startChild('writeUntilKilled', folder.path);
    const before = stored.length;
    child.on('message', (id: string) => {
      stored.push(id);
      if (stored.length === before + enough) child.kill('SIGKILL');
    });
    await once(child, 'exit');
    const store = openStore(folder.path);
    for (const id of stored) expect(getCase(store, id).views).toHaveLength(2);
    expect(store.db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(store.db.pragma('foreign_key_check')).toEqual([]);
    store.close();
  }
});

test('a store from a newer version is refused and left as it is', async () => {
  fillStore();
  const db = new Database(file);
  db.pragma('journal_mode = DELETE');
  db.pragma('user_version = 999');
  db.close();
  const before = hashOf(file);
  const failure = await failureOf(() => openStore(folder.path));
  expectSentence(failure, 'store.newer');
  expect(failure.values).toMatchObject({ found: 999 });
  expect(hashOf(file)).toBe(before);
});

describe('a folder that may not be written', () => {
  test('is refused with its name, and a store in it is unharmed', async () => {
    fillStore();
    const before = hashOf(file);
    chmodSync(folder.path, 0o555);
    chmodSync(file, 0o444);
    const child = startChild('openAsNobody', folder.path);
    const [failure] = (await once(child, 'message')) as [Failure];
    expectSentence(failure, 'store.readOnly');
    chmodSync(folder.path, 0o755);
    chmodSync(file, 0o644);
    expect(hashOf(file)).toBe(before);
  });

  test('with a store that may not be written, in a folder that may, is refused too', async () => {
    fillStore();
    chmodSync(folder.path, 0o777);
    chmodSync(file, 0o444);
    const child = startChild('openAsNobody', folder.path);
    const [failure] = (await once(child, 'message')) as [Failure];
    expectSentence(failure, 'store.readOnly');
    chmodSync(file, 0o644);
    const store = openStore(folder.path);
    expect(listAll(store).total).toBe(3);
    store.close();
  });

  test('because it is a file is refused with its name', async () => {
    const path = join(folder.path, 'a file');
    writeFileSync(path, 'x');
    expectSentence(await failureOf(() => openStore(path)), 'store.readOnly');
    expect(readFileSync(path, 'utf8')).toBe('x');
  });
});

describe('a damaged store', () => {
  test.each([
    ['is text', () => writeFileSync(file, 'this is not a database, it is a note to myself\n'.repeat(100))],
    ['has lost its beginning', () => writeFileSync(file, Buffer.alloc(8192))],
    ['has a first page of noise', () => overwrite(file, 100, 3900)],
    ['is cut off', () => truncateSync(file, Math.floor(statSync(file).size / 2 / 4096) * 4096 - 100)],
  ])('that %s is refused with its name and left as it is', async (_name, damage) => {
    fillStore(20);
    damage();
    const before = hashOf(file);
    expectSentence(
      await failureOf(() => {
        const store = openStore(folder.path);
        try {
          for (const row of listAll(store).rows) getCase(store, row.caseId);
          createCase(store, makeCase());
        } finally {
          store.close();
        }
      }),
      'store.corrupt',
    );
    expect(hashOf(file)).toBe(before);
  });

  test('in the pages of one table fails where it is read, by name, and the rest can be read', async () => {
    const ids = fillStore(40);
    const probe = new Database(file);
    const pages = probe
      .prepare<[], { pageno: number }>(
        "SELECT pageno FROM dbstat WHERE name = 'images' AND pagetype = 'leaf'",
      )
      .all();
    const pageSize = probe.pragma('page_size', { simple: true }) as number;
    probe.close();
    for (const { pageno } of pages) overwrite(file, (pageno - 1) * pageSize, pageSize);
    const store = openStore(folder.path);
    expectSentence(await failureOf(() => getCase(store, ids[0]!)), 'store.corrupt');
    expect(listAll(store).total).toBe(40);
    store.close();
  });

  test('that is another program’s database is refused and left as it is', async () => {
    mkdirSync(folder.path, { recursive: true });
    const other = new Database(file);
    other.exec('CREATE TABLE patients (name TEXT); INSERT INTO patients VALUES (1)');
    other.close();
    const before = hashOf(file);
    expectSentence(await failureOf(() => openStore(folder.path)), 'store.corrupt');
    expect(hashOf(file)).toBe(before);
  });
});

function overwrite(path: string, from: number, length: number): void {
  const noise = Buffer.alloc(length).map((_, i) => (i * 131 + 89) % 256);
  writeSync(openSync(path, 'r+'), noise, 0, length, from);
}
