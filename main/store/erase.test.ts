import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestStore, TEST_DATA_KEY, TEST_STORE } from '../access/testing/testStore.ts';
import { backupsHolding } from '../backup/listBackups.ts';
import { makeBackup } from '../backup/makeBackup.ts';
import { subkey } from '../keys/dataKey.ts';
import { verifyAudit } from './audit.ts';
import { keepDraft } from './drafts.ts';
import { eraseCases, firstEntryOf } from './erase.ts';
import { createCase, deleteCases, openStore, queryWorkList, type Store, saveAssessment } from './index.ts';
import { STORE_FILE_NAME } from './openStore.ts';
import { recordOutcome } from './outcomes.ts';
import { chooseKey } from './storeLock.ts';
import { makeAssessment, makeCase, makeImage, temporaryFolder } from './testing/fixtures.ts';

let folder: ReturnType<typeof temporaryFolder>;
let store: Store;
beforeEach(async () => {
  folder = temporaryFolder();
  store = await openTestStore(folder.path);
});
afterEach(() => {
  if (store.db.open) store.close();
  folder.remove();
});

const NAME = 'Ouyangxiuying';
const REPORT = 'Spiculated margin beside the carotid, Ouyangxiuying';
/** Bytes that stand in no other case's picture. */
const PIXELS = Buffer.from('the very pixels of this patient, again and again. '.repeat(400));

function addPatient(): string {
  const given = makeCase({ label: NAME, report: REPORT });
  const png = Buffer.concat([makeImage().png, PIXELS]);
  const views = given.views.map((view) => ({ ...view, image: { ...view.image, png } }));
  const { id } = createCase(store, { ...given, views });
  saveAssessment(
    store,
    makeAssessment(id, 0.84, { facts: { ...makeAssessment(id, 0.84).facts, report: REPORT } }),
  );
  recordOutcome(store, { caseId: id, lateralMetastasis: true, basis: 'histology' });
  keepDraft(store, 'somebody', `case ${id}`, `typed of ${NAME}`);
  return id;
}

/** The file and its log with the encryption taken off, as bytes: what anybody with the key could find. */
function decrypted(): Buffer {
  const at = join(folder.path, 'decrypted.sqlite');
  const parts: Buffer[] = [];
  // The log is emptied first: what still lay in it would be found in the file.
  store.close();
  expect(existsSync(`${store.file}-wal`)).toBe(false);
  copyFileSync(join(folder.path, STORE_FILE_NAME), at);
  const copy = new Database(at);
  chooseKey(copy, TEST_STORE.key!);
  copy.pragma('journal_mode = DELETE');
  // Decrypts page by page: free pages and slack stay what they were.
  copy.pragma("rekey = ''");
  copy.close();
  parts.push(readFileSync(at));
  return Buffer.concat(parts);
}

const remains = (bytes: Buffer): string[] =>
  [NAME, NAME.toLowerCase(), 'carotid', 'the very pixels'].filter((word) => bytes.includes(word));

test('the search finds what is there', () => {
  addPatient();
  expect(remains(decrypted())).toContain(NAME);
});

test('of a patient that is only deleted, everything can still be found', () => {
  deleteCases(store, [addPatient()]);
  expect(remains(decrypted())).toContain('the very pixels');
});

test('of a patient that is removed for good nothing remains, in the file or its log', () => {
  const others = Array.from({ length: 5 }, (_, i) => createCase(store, makeCase({ label: `Case ${i}` })).id);
  const caseId = addPatient();
  const later = createCase(store, makeCase({ label: 'Case 9' })).id;
  eraseCases(store, [caseId]);
  const list = () =>
    queryWorkList(store, { search: '', order: 'oldest', archived: false, offset: 0, limit: 50 }).rows;
  expect(list().map((row) => row.caseId)).toEqual([...others, later]);
  expect(verifyAudit(store, subkey(TEST_DATA_KEY, 'audit head')).fault).toBeNull();
  const bytes = decrypted();
  expect(remains(bytes)).toEqual([]);
  // Its id stays in the log, and names nobody.
  expect(bytes.includes(caseId)).toBe(true);
  store = openStore(folder.path, TEST_STORE);
  expect(list()).toHaveLength(6);
  expect(store.db.pragma('integrity_check', { simple: true })).toBe('ok');
});

test('backups from before it came in are not named, those since then are', async () => {
  const backups = join(folder.path, 'backups');
  const back = () =>
    makeBackup({ store, dataKey: TEST_DATA_KEY, folder: backups, kind: 'asked', appVersion: '1.0.0' });
  createCase(store, makeCase());
  const before = await back();
  const caseId = addPatient();
  // Two in one second would have one name.
  const at: Store = { ...store, now: () => new Date(Date.now() + 60_000) };
  const since = await makeBackup({
    store: at,
    dataKey: TEST_DATA_KEY,
    folder: backups,
    kind: 'asked',
    appVersion: '1.0.0',
  });
  store.pageReader = at.pageReader;
  const held = backupsHolding(backups, TEST_DATA_KEY, { auditSeq: firstEntryOf(store, [caseId])! });
  expect(held.map(({ file }) => file)).toEqual([since.file]);
  expect(before.facts.cases).toBe(1);
});
