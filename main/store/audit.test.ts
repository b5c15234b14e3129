import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AuditFilter } from '../../app/audit/auditEntry.ts';
import { listAudit, record, verifyAudit, verifyAuditEnd } from './audit.ts';
import { AUDIT_HEAD_NAME } from './auditHead.ts';
import {
  addSmear,
  changeCase,
  createCase,
  deleteCases,
  openStore,
  removeSmear,
  restoreSmear,
  type Store,
  saveAssessment,
  setArchived,
  setReviewed,
  setSettings,
  undeleteCases,
} from './index.ts';
import { STORE_FILE_NAME } from './openStore.ts';
import { purgeOldDeletions } from './purge.ts';
import { actingAs, write } from './store.ts';
import { chooseKey } from './storeLock.ts';
import { makeAssessment, makeCase, makeImage, temporaryFolder } from './testing/fixtures.ts';

const key = Buffer.alloc(32, 3);
const auditKey = Buffer.alloc(32, 4);
const EVERYTHING = { userId: null, action: null, caseId: null, from: null, to: null };
const LI = { id: 'li', name: 'Dr Li' };

let folder: ReturnType<typeof temporaryFolder>;
let store: Store;
let clock: number;
const open = () => openStore(folder.path, { key, auditKey, now: () => new Date(clock) });
beforeEach(() => {
  folder = temporaryFolder();
  clock = Date.UTC(2026, 10, 22, 8);
  store = open();
  store.actor = LI;
});
afterEach(() => {
  store.close();
  folder.remove();
});
const rows = (filter: Partial<AuditFilter> = {}) =>
  listAudit(store, { ...EVERYTHING, ...filter }, { offset: 0, limit: 500 }).rows;
const actions = () =>
  rows()
    .map((row) => row.action)
    .reverse();

/** Somebody with the store's key and any SQLite program: the triggers do not hold them. */
function tamper(sql: string | ((db: Database.Database) => void)): void {
  store.close();
  const db = new Database(join(folder.path, STORE_FILE_NAME));
  chooseKey(db, key);
  db.exec(
    'DROP TRIGGER audit_never_changes; DROP TRIGGER audit_never_shrinks; DROP TRIGGER audit_only_grows',
  );
  if (typeof sql === 'string') db.exec(sql);
  else sql(db);
  db.close();
  store = open();
}
function fill(count = 8): void {
  for (let i = 0; i < count; i++) {
    clock += 1000;
    record(store, { action: 'result.viewed', caseId: `case ${i}`, detail: { assessmentId: String(i) } });
  }
}
const verify = () => verifyAudit(store, auditKey);

describe('the log', () => {
  test('holds every change with who made it, in the order they were made', () => {
    const { id } = createCase(store, makeCase());
    changeCase(store, { caseId: id, facts: { ageYears: 50, label: 'Zhang Wei' } });
    changeCase(store, { caseId: id, facts: { ageYears: 50 } });
    saveAssessment(store, makeAssessment(id, 0.8, { caseRevision: 2 }));
    setReviewed(store, id, true);
    setArchived(store, [id], true);
    const image = { ...makeImage('b'.repeat(64)), png: new Uint8Array([1]) };
    addSmear(store, id, image);
    const imageId = store.db.prepare('SELECT image_id FROM smears').pluck().get() as string;
    removeSmear(store, id, imageId);
    restoreSmear(store, id, imageId);
    setSettings(store, { prevalence: 0.3 });
    deleteCases(store, [id]);
    undeleteCases(store, [id]);
    expect(actions()).toEqual([
      'case.created',
      'case.changed',
      'assessment.saved',
      'case.reviewed',
      'case.archived',
      'cytology.added',
      'cytology.removed',
      'cytology.restored',
      'settings.changed',
      'case.deleted',
      'case.restored',
    ]);
    expect(rows().every((row) => row.userId === 'li' && row.userName === 'Dr Li')).toBe(true);
    expect(rows({ caseId: id })).toHaveLength(10);
    expect(rows({ action: 'case.changed' })[0]!.detail).toEqual({
      fields: ['label', 'ageYears'],
      views: [],
    });
    expect(verify()).toMatchObject({ rows: 11, fault: null, lastSeq: 11 });
  });

  test('names no patient: no label, no report, no file name', () => {
    const { id } = createCase(store, makeCase({ label: 'Wang Fang', report: 'Zhang Wei' }));
    changeCase(store, { caseId: id, facts: { label: 'Wang Fang Fang', report: 'Zhang Wei Wei' } });
    deleteCases(store, [id]);
    clock += 31 * 86_400_000;
    purgeOldDeletions(store);
    const text = JSON.stringify(rows());
    expect(text).toContain('case.purged');
    for (const told of ['Wang', 'Zhang', 'left.png']) expect(text).not.toContain(told);
  });

  test('holds nothing of a change that was not kept', () => {
    expect(() =>
      write(store, () => {
        createCase(store, makeCase());
        throw new Error('in the middle');
      }),
    ).toThrow('in the middle');
    expect(rows()).toEqual([]);
    createCase(store, makeCase());
    expect(verify()).toMatchObject({ rows: 1, fault: null });
  });

  test('names who asked for what is finished later', () => {
    const { id } = createCase(store, makeCase());
    store.actor = { id: 'wu', name: 'Dr Wu' };
    actingAs(store, LI, () => saveAssessment(store, makeAssessment(id, 0.8)));
    expect(rows()[0]).toMatchObject({ action: 'assessment.saved', userId: 'li' });
    expect(store.db.prepare('SELECT created_by, reason FROM assessments').get()).toEqual({
      created_by: 'li',
      reason: 'first',
    });
  });

  test('is filtered by person, action, case and day', () => {
    fill(3);
    store.actor = { id: 'wu', name: 'Dr Wu' };
    clock = Date.UTC(2026, 10, 23, 23, 59, 59, 999);
    fill(1);
    expect(rows({ userId: 'wu' })).toHaveLength(1);
    expect(rows({ caseId: 'case 0' })).toHaveLength(2);
    expect(rows({ from: '2026-11-24' })).toHaveLength(1);
    expect(rows({ from: '2026-11-22', to: '2026-11-22' })).toHaveLength(3);
  });

  test('refuses to change, to shrink and to grow anywhere but at its end', () => {
    fill(3);
    for (const sql of [
      "UPDATE audit SET user_name = 'nobody' WHERE seq = 2",
      'DELETE FROM audit WHERE seq = 3',
      'DELETE FROM audit',
      'INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE seq = 2',
      "INSERT INTO audit SELECT 9, at, user_id, user_name, action, case_id, detail, previous, 'x' FROM audit WHERE seq = 3",
      "INSERT INTO audit SELECT 4, at, user_id, user_name, action, case_id, detail, previous, 'x' FROM audit WHERE seq = 3",
    ])
      expect(() => store.db.exec(sql), sql).toThrow(/audit log/);
    expect(verify()).toMatchObject({ rows: 3, fault: null });
  });
});

describe('an assessment', () => {
  test('is never changed or removed, nor what it rests on', () => {
    const { id } = createCase(store, makeCase());
    saveAssessment(store, makeAssessment(id, 0.8));
    for (const sql of [
      "UPDATE assessments SET body = '{}'",
      'UPDATE assessments SET created_by = NULL',
      'DELETE FROM assessments',
      'UPDATE assessment_basis SET prevalence = 0.1',
      "UPDATE images SET png = x'00'",
      'DELETE FROM users',
    ]) {
      store.db.exec(
        "INSERT OR IGNORE INTO users (id, name, role, created_at) VALUES ('li', 'Dr Li', 'reader', '')",
      );
      expect(() => store.db.exec(sql), sql).toThrow(/immutable|never removed/);
    }
  });

  test('says why it was made: the first, the case or what it rests on had changed, or asked again', () => {
    const { id } = createCase(store, makeCase());
    const assess = (revision: number, prevalence = 0.52) =>
      saveAssessment(
        store,
        makeAssessment(id, 0.8, {
          caseRevision: revision,
          risk: { ...makeAssessment(id, 0.8).risk!, prevalence },
        }),
      );
    assess(1);
    assess(1);
    changeCase(store, { caseId: id, facts: { ageYears: 50 } });
    assess(2);
    setSettings(store, { prevalence: 0.3 });
    assess(2, 0.3);
    expect(store.db.prepare('SELECT reason FROM assessments ORDER BY n').pluck().all()).toEqual([
      'first',
      'askedAgain',
      'caseChanged',
      'basisChanged',
    ]);
  });
});

describe('a log that was tampered with', () => {
  beforeEach(() => fill(8));

  test.each([
    ['a row changed', "UPDATE audit SET user_name = 'nobody' WHERE seq = 4", 'changed', 4],
    ['a time changed', "UPDATE audit SET at = '2026-01-01T00:00:00.000Z' WHERE seq = 1", 'changed', 1],
    ['a detail changed', `UPDATE audit SET detail = '{"assessmentId":"99"}' WHERE seq = 8`, 'changed', 8],
    ['a row removed', 'DELETE FROM audit WHERE seq = 5', 'missing', 5],
    ['the first row removed', 'DELETE FROM audit WHERE seq = 1', 'missing', 1],
    ['the end cut off', 'DELETE FROM audit WHERE seq > 5', 'cut', 6],
    ['all of it removed', 'DELETE FROM audit', 'cut', 1],
    [
      'two rows exchanged',
      'UPDATE audit SET seq = 100 WHERE seq = 3; UPDATE audit SET seq = 3 WHERE seq = 4; UPDATE audit SET seq = 4 WHERE seq = 100',
      'order',
      3,
    ],
    [
      'a row removed and the rest moved up',
      'DELETE FROM audit WHERE seq = 3; UPDATE audit SET seq = seq - 1 WHERE seq > 3',
      'order',
      3,
    ],
  ])('%s is found', (_name, sql, fault, seq) => {
    tamper(sql);
    expect(verify()).toMatchObject({ fault, seq });
  });

  test('a row changed and every hash after it made anew is found by the head', () => {
    tamper((db) => {
      db.exec("UPDATE audit SET user_name = 'nobody' WHERE seq = 4");
      let previous = db.prepare('SELECT hash FROM audit WHERE seq = 3').pluck().get() as string;
      for (const row of db.prepare('SELECT * FROM audit WHERE seq >= 4 ORDER BY seq').all() as Record<
        string,
        unknown
      >[]) {
        const text = JSON.stringify([
          previous,
          row.seq,
          row.at,
          row.user_id,
          row.user_name,
          row.action,
          row.case_id,
          row.detail,
        ]);
        const hash = createHash('sha256').update(text).digest('hex');
        db.prepare('UPDATE audit SET previous = ?, hash = ? WHERE seq = ?').run(previous, hash, row.seq);
        previous = hash;
      }
    });
    expect(verify()).toMatchObject({ fault: 'changed', seq: 8 });
    expect(verifyAuditEnd(store, auditKey)).toBe('changed');
  });

  test('its head removed or of another store is said', () => {
    const head = join(folder.path, AUDIT_HEAD_NAME);
    const kept = readFileSync(head, 'utf8');
    rmSync(head);
    expect(verify()).toMatchObject({ fault: 'headMissing' });
    writeFileSync(head, kept.replace('"seq":8', '"seq":5'));
    expect(verify()).toMatchObject({ fault: 'headForged' });
    writeFileSync(head, '{');
    expect(verify()).toMatchObject({ fault: 'headForged' });
    writeFileSync(head, kept);
    expect(verify()).toMatchObject({ fault: null });
  });

  test('an earlier head put back only lags behind; a kill between row and head does the same', () => {
    const head = join(folder.path, AUDIT_HEAD_NAME);
    copyFileSync(head, `${head}.earlier`);
    fill(2);
    copyFileSync(`${head}.earlier`, head);
    expect(verify()).toMatchObject({ fault: null, lastSeq: 10 });
    expect(verifyAuditEnd(store, auditKey)).toBeNull();
  });

  test('in any one value of any one row is found', () => {
    const columns = ['at', 'user_id', 'user_name', 'action', 'case_id', 'detail', 'previous', 'hash'];
    fc.assert(
      fc.property(fc.constantFrom(...columns), fc.integer({ min: 1, max: 8 }), (column, seq) => {
        const before = store.db.prepare(`SELECT ${column} FROM audit WHERE seq = ?`).pluck().get(seq);
        tamper((db) => db.prepare(`UPDATE audit SET ${column} = ${column} || 'x' WHERE seq = ?`).run(seq));
        const { fault } = verify();
        // Put back, so that every try is about one change.
        store.close();
        const db = new Database(join(folder.path, STORE_FILE_NAME));
        chooseKey(db, key);
        db.prepare(`UPDATE audit SET ${column} = ? WHERE seq = ?`).run(before, seq);
        db.exec(TRIGGERS);
        db.close();
        store = open();
        expect(fault).not.toBeNull();
        expect(verify().fault).toBeNull();
      }),
      { numRuns: 24, seed: 11 },
    );
  });
});

/** What `tamper` drops, put back for the next try. */
const TRIGGERS = ['audit_never_changes', 'audit_never_shrinks', 'audit_only_grows']
  .map((name) => `CREATE TRIGGER ${name} BEFORE UPDATE ON drafts BEGIN SELECT 1; END;`)
  .join('\n');
