import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AuditFilter } from '../../app/audit/auditEntry.ts';
import { listAudit, record, verifyAudit } from './audit.ts';
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
import { purgeOldDeletions } from './purge.ts';
import { actingAs, write } from './store.ts';
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
