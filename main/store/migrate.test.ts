import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCase, getCase, openStore } from './index.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { STORE_FILE_NAME } from './openStore.ts';
import { makeCase, temporaryFolder } from './testing/fixtures.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const next = MIGRATIONS.length + 1;

test('the steps are numbered without gaps, so that a store knows which it has run', () => {
  expect(MIGRATIONS.map((step) => step.version)).toEqual(MIGRATIONS.map((_, i) => i + 1));
});

test('a store of the version before is brought up with its cases', () => {
  const old = openStore(folder.path);
  const created = createCase(old, makeCase());
  old.close();
  const step = { version: next, name: 'colour', sql: 'ALTER TABLE cases ADD COLUMN ward TEXT' };
  const store = openStore(folder.path, { migrations: [...MIGRATIONS, step] });
  expect(getCase(store, created.id)).toEqual(created);
  expect(store.db.prepare('SELECT ward FROM cases').pluck().all()).toEqual([null]);
  store.close();
});

test('a step that fails leaves the store as it was', () => {
  const old = openStore(folder.path);
  const created = createCase(old, makeCase());
  old.close();
  const step = {
    version: next,
    name: 'half',
    sql: 'ALTER TABLE cases ADD COLUMN ward TEXT; SELECT * FROM nowhere',
  };
  expect(() => openStore(folder.path, { migrations: [...MIGRATIONS, step] })).toThrow(/nowhere/);
  const store = openStore(folder.path);
  expect(getCase(store, created.id)).toEqual(created);
  store.close();
});

test('a key makes the file unreadable without it', () => {
  openStore(folder.path, { key: "it's a key" }).close();
  expect(() => openStore(folder.path)).toThrow(/store.corrupt/);
  openStore(folder.path, { key: "it's a key" }).close();
  const plain = new Database(join(folder.path, STORE_FILE_NAME));
  expect(() => plain.prepare('SELECT * FROM cases').all()).toThrow(/not a database/);
  plain.close();
});
