import { createHash, randomUUID } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestStore, TEST_DATA_KEY, TEST_STORE, TEST_USER } from '../access/testing/testStore.ts';
import { makeBackup } from '../backup/makeBackup.ts';
import { openBackup, prepareRestore } from '../backup/restore.ts';
import { putInPlace } from '../backup/swap.ts';
import { createCase, getCaseBundle, openStore, queryWorkList, type Store, saveAssessment } from './index.ts';
import { MIGRATIONS, type Migration } from './migrations/index.ts';
import { STORE_FILE_NAME } from './openStore.ts';
import { makeAssessment, makeCase, makeImage, temporaryFolder } from './testing/fixtures.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const NEWEST = MIGRATIONS.length;
const LATER: readonly Migration[] = [
  ...MIGRATIONS,
  { version: NEWEST + 1, name: 'later', sql: 'ALTER TABLE cases ADD COLUMN ward TEXT' },
];

/** A case as the first version wrote it; later versions have only added to these tables. */
function writeCaseOfFirstVersion(store: Store): string {
  const { db } = store;
  const [id, imageId, at] = [randomUUID(), randomUUID(), '2026-01-05T08:00:00.000Z'];
  const { png, width, height, sha256 } = makeImage();
  db.prepare(
    `INSERT INTO cases (n, id, created_at, updated_at, revision, label, age_years, sex, side, pole, simulated, report)
       VALUES (1, ?, ?, ?, 1, 'Case 12', 43, 'F', 'left', 'upper', 0, 'hypoechoic nodule')`,
  ).run(id, at, at);
  db.prepare('INSERT INTO images (id, case_n, sha256, width, height, png) VALUES (?, 1, ?, ?, ?, ?)').run(
    imageId,
    sha256,
    width,
    height,
    png,
  );
  db.prepare(
    `INSERT INTO views (case_n, kind, image_id, file_name, colour, chosen_nodule)
       VALUES (1, 'transverse', ?, 'left.png', 0, 0)`,
  ).run(imageId);
  const { opinions: _later, ...assessment } = makeAssessment(id, 0.84);
  db.prepare(
    `INSERT INTO assessments (id, case_n, case_revision, created_at, pack_version, probability, stage, body)
       VALUES (?, 1, 1, ?, '1.0.0', 0.84, 3, ?)`,
  ).run(assessment.id, at, JSON.stringify(assessment));
  db.prepare(
    `INSERT INTO work_list VALUES (1, 0, ?, 0.84, 3, 'left', 'upper', 'F', 43, 0, 0, 0, ?, 0, 1, ?, 'Case 12', 'case 12')`,
  ).run(at, at, id);
  db.prepare("INSERT INTO words (rowid, told) VALUES (1, 'case 12 hypoechoic nodule')").run();
  return id;
}

test.each(MIGRATIONS.slice(0, -1).map(({ version, name }) => ({ version, name })))(
  'a store of version $version ($name) is brought up with its case, and takes new ones',
  ({ version }) => {
    const old = openStore(folder.path, { migrations: MIGRATIONS.slice(0, version), ...TEST_STORE });
    const id = writeCaseOfFirstVersion(old);
    old.close();
    const store = openStore(folder.path, TEST_STORE);
    expect(store.db.pragma('user_version', { simple: true })).toBe(NEWEST);
    expect(getCaseBundle(store, id)).toMatchObject({
      case: { label: 'Case 12', ageYears: 43, views: [{ kind: 'transverse' }] },
      assessment: { risk: { probability: 0.84 }, opinions: [] },
      history: [{ probability: 0.84, createdBy: null, reason: null }],
    });
    const added = createCase(store, makeCase({ label: 'Case 13', report: 'hypoechoic' })).id;
    saveAssessment(store, makeAssessment(added, 0.4));
    const found = queryWorkList(store, {
      search: 'hypoechoic',
      order: 'oldest',
      archived: false,
      offset: 0,
      limit: 10,
    });
    expect(found.rows.map(({ caseId }) => caseId)).toEqual([id, added]);
    expect(store.db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(store.db.pragma('foreign_key_check')).toEqual([]);
    store.close();
  },
);

test('a store of a newer version is refused by name and left as it is, byte for byte', () => {
  const newer = openStore(folder.path, { migrations: LATER, ...TEST_STORE });
  createCase(newer, makeCase());
  newer.close();
  const hash = () =>
    createHash('sha256')
      .update(readFileSync(join(folder.path, STORE_FILE_NAME)))
      .digest('hex');
  const before = hash();
  expect(() => openStore(folder.path, TEST_STORE)).toThrow(/^store\.newer/);
  expect(hash()).toBe(before);
});

test('a backup of the version before is restored and brought up; one of a newer version is refused', async () => {
  const backup = (store: Store, name: string) =>
    makeBackup({
      store,
      dataKey: TEST_DATA_KEY,
      folder: join(folder.path, name),
      kind: 'asked',
      appVersion: '0.9.0',
    });
  const proof = { userId: TEST_USER.userId, passphrase: TEST_USER.passphrase };
  (await openTestStore(folder.path)).close();
  const data = join(folder.path, 'data');
  mkdirSync(data);
  for (const name of ['store.key.json', 'store.key.copy.json'])
    cpSync(join(folder.path, name), join(data, name));
  // The audit log, which a backup is ordered by, came with the fourth version.
  const old = openStore(data, { migrations: MIGRATIONS.slice(0, NEWEST - 1), ...TEST_STORE });
  const id = writeCaseOfFirstVersion(old);
  const made = await backup(old, 'old');
  old.close();
  await prepareRestore(data, await openBackup(made.file, proof), { id: null, name: 'somebody' });
  putInPlace(data, false);
  const store = openStore(data, { migrations: LATER, ...TEST_STORE });
  expect(getCaseBundle(store, id).case.label).toBe('Case 12');
  const later = await backup(store, 'later');
  store.close();
  await expect(openBackup(later.file, proof)).rejects.toThrow(/^store\.newer/);
});
