import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sampleOpinions } from '../../app/opinion/testing/sampleOpinions.ts';
import { createCase, getCase, openStore, saveAssessment } from './index.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { STORE_FILE_NAME } from './openStore.ts';
import { makeAssessment, makeCase, temporaryFolder } from './testing/fixtures.ts';

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

test('an estimate of an older store keeps the prevalence and the systems it rests on', () => {
  // A store of version 2 as it was written: an assessment knows nothing of a basis.
  const store = openStore(folder.path);
  const { id } = createCase(store, makeCase());
  const [opinion] = sampleOpinions('transverse', { x: 0, y: 0, width: 8, height: 8 });
  saveAssessment(store, makeAssessment(id, 0.84, { opinions: [opinion!] }));
  store.db.exec(`DROP TABLE assessment_basis; DROP TRIGGER images_never_change;
    DROP TABLE assessment_field; DROP TRIGGER assessment_field_kept;
    DROP TABLE users; DROP TABLE audit; DROP TABLE drafts; DROP TABLE outcomes; DROP TABLE fields;
    ALTER TABLE assessments DROP COLUMN created_by; ALTER TABLE assessments DROP COLUMN reason;
    PRAGMA user_version = 2`);
  store.close();
  const updated = openStore(folder.path);
  expect(updated.db.prepare('SELECT prevalence, positive_cutoff, asked FROM assessment_basis').all()).toEqual(
    [{ prevalence: 0.52, positive_cutoff: null, asked: opinion!.pack.sha256 }],
  );
  updated.close();
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
  const key = Buffer.alloc(32, 7);
  openStore(folder.path, { key }).close();
  expect(() => openStore(folder.path)).toThrow(/store.corrupt/);
  openStore(folder.path, { key }).close();
  const plain = new Database(join(folder.path, STORE_FILE_NAME));
  expect(() => plain.prepare('SELECT * FROM cases').all()).toThrow(/not a database/);
  plain.close();
});
