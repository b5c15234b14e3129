import { afterEach, beforeEach, expect, test } from 'vitest';
import { listAudit, verifyAudit } from './audit.ts';
import { noteClockSetBack } from './clock.ts';
import { createCase, getCaseBundle, openStore, type Store, saveAssessment } from './index.ts';
import { listOutcomes, recordOutcome } from './outcomes.ts';
import { makeAssessment, makeCase, temporaryFolder } from './testing/fixtures.ts';

let folder: ReturnType<typeof temporaryFolder>;
let store: Store;
let now: Date;
const KEY = Buffer.alloc(32, 5);
beforeEach(() => {
  folder = temporaryFolder();
  now = new Date('2026-11-22T10:00:00Z');
  store = openStore(folder.path, { now: () => now, auditKey: KEY });
});
afterEach(() => {
  store.close();
  folder.remove();
});

test('with the clock set back the newest assessment and outcome are those saved last, and the log says so', () => {
  const { id } = createCase(store, makeCase());
  saveAssessment(store, makeAssessment(id, 0.2, { createdAt: now.toISOString() }));
  recordOutcome(store, { caseId: id, lateralMetastasis: false, basis: 'followUp' });
  now = new Date('2019-01-01T10:00:00Z');
  noteClockSetBack(store);
  const later = makeAssessment(id, 0.9, { createdAt: now.toISOString() });
  saveAssessment(store, later);
  recordOutcome(store, { caseId: id, lateralMetastasis: true, basis: 'histology' });

  expect(getCaseBundle(store, id).assessment!.id).toBe(later.id);
  expect(listOutcomes(store, id)[0]!.lateralMetastasis).toBe(true);
  const { rows } = listAudit(
    store,
    { userId: null, action: null, caseId: null, from: null, to: null },
    { offset: 0, limit: 10 },
  );
  expect(rows.map(({ action }) => action)).toEqual([
    'outcome.recorded',
    'assessment.saved',
    'clock.setBack',
    'outcome.recorded',
    'assessment.saved',
    'case.created',
  ]);
  expect(verifyAudit(store, KEY).fault).toBeNull();
});

test('a clock that was put right by some minutes is not worth an entry', () => {
  createCase(store, makeCase());
  now = new Date(now.getTime() - 5 * 60_000);
  noteClockSetBack(store);
  expect(store.db.prepare("SELECT count(*) FROM audit WHERE action = 'clock.setBack'").pluck().get()).toBe(0);
});
