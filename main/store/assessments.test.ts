import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sampleOpinions } from '../../app/opinion/testing/sampleOpinions.ts';
import {
  createCase,
  deleteCases,
  getAssessment,
  getCaseBundle,
  loadCaseForAssessment,
  notePacks,
  openStore,
  queryWorkList,
  type Store,
  saveAssessment,
  setSettings,
  undeleteCases,
} from './index.ts';
import { makeAssessment, makeCase, temporaryFolder } from './testing/fixtures.ts';

let folder: ReturnType<typeof temporaryFolder>;
let store: Store;
let now: Date;

beforeEach(() => {
  folder = temporaryFolder();
  now = new Date('2026-10-03T08:00:00.000Z');
  store = openStore(folder.path, { now: () => now });
});
afterEach(() => {
  store.close();
  folder.remove();
});

describe('an assessment', () => {
  test('is kept for ever: no statement can change or remove it', () => {
    const { id } = createCase(store, makeCase());
    const assessment = makeAssessment(id, 0.84);
    saveAssessment(store, assessment);
    for (const sql of [
      'UPDATE assessments SET probability = 0.1',
      'DELETE FROM assessments',
      `INSERT OR REPLACE INTO assessments (n, id, case_n, case_revision, created_at, pack_version, body)
       SELECT n, 'x', case_n, 1, '', '', '{}' FROM assessments`,
      'DELETE FROM cases',
    ]) {
      expect(() => store.db.exec(sql), sql).toThrow(/immutable|only a deleted case/);
    }
    expect(getAssessment(store, assessment.id)).toEqual(assessment);
  });

  test('stays readable in the history after newer ones', () => {
    const { id } = createCase(store, makeCase());
    const first = makeAssessment(id, 0.84);
    const second = makeAssessment(id, null, { createdAt: '2026-10-02T00:00:00.000Z', packVersion: '1.1.0' });
    saveAssessment(store, first);
    saveAssessment(store, second);
    const bundle = getCaseBundle(store, id);
    // saved last counts as newest, even where the clock ran backwards
    expect(bundle.assessment).toEqual(second);
    expect(bundle.history.map((entry) => entry.assessmentId)).toEqual([second.id, first.id]);
    expect(getAssessment(store, first.id)).toEqual(first);
    expect(queryAll()[0]).toMatchObject({ probability: null, withheld: true });
  });

  test('made with another model pack is stale', () => {
    const { id } = createCase(store, makeCase());
    notePacks(store, '1.0.0', []);
    saveAssessment(store, makeAssessment(id, 0.84));
    expect(queryAll()[0]).toMatchObject({ stale: false });
    notePacks(store, '2.0.0', []);
    expect(queryAll()[0]).toMatchObject({ stale: true });
    expect(getCaseBundle(store, id).stale).toBe(true);
    notePacks(store, '1.0.0', []);
    expect(queryAll()[0]).toMatchObject({ stale: false });
  });

  test('at another prevalence or cut-off than the settings now have is stale, and says from what to what', () => {
    const { id } = createCase(store, makeCase());
    const settings = { prevalence: 0.52, positiveCutoff: 0.5 };
    saveAssessment(store, makeAssessment(id, 0.84, { settings }));
    expect(getCaseBundle(store, id).staleBecause).toEqual([]);
    setSettings(store, { prevalence: 0.3, positiveCutoff: 0.4 });
    expect(queryAll()[0]).toMatchObject({ stale: true });
    expect(getCaseBundle(store, id)).toMatchObject({
      stale: true,
      staleBecause: [
        { kind: 'setting', setting: 'prevalence', was: 0.52, now: 0.3 },
        { kind: 'setting', setting: 'positiveCutoff', was: 0.5, now: 0.4 },
      ],
    });
    setSettings(store, { ...settings, nearCapsuleMm: 4, language: 'zh' });
    expect(queryAll()[0]).toMatchObject({ stale: false });
  });

  test('that a system activated later was not asked for is stale until it was asked', () => {
    const { id } = createCase(store, makeCase());
    const csasn = { sha256: 'c'.repeat(64), system: 'CSASN', task: 'malignancy' as const };
    const cytology = { sha256: 'd'.repeat(64), system: 'ThyroidEffi Premium', task: 'cytology' as const };
    notePacks(store, '1.0.0', []);
    saveAssessment(store, makeAssessment(id, 0.84));
    expect(queryAll()[0]).toMatchObject({ stale: false });
    // A system that reads smears is not missed by a case without any.
    notePacks(store, '1.0.0', [cytology]);
    expect(queryAll()[0]).toMatchObject({ stale: false });
    notePacks(store, '1.0.0', [csasn, cytology]);
    expect(queryAll()[0]).toMatchObject({ stale: true });
    expect(getCaseBundle(store, id).staleBecause).toEqual([
      { kind: 'notAsked', system: 'CSASN', sha256: csasn.sha256 },
    ]);
    const [sample] = sampleOpinions('transverse', { x: 0, y: 0, width: 8, height: 8 });
    const asked = { ...sample!, pack: { name: 'csasn', version: '1.0.0', sha256: csasn.sha256 } };
    saveAssessment(store, makeAssessment(id, 0.84, { opinions: [asked] }));
    expect(queryAll()[0]).toMatchObject({ stale: false });
  });

  test('that finishes after its case was deleted comes back with the case', () => {
    const { id } = createCase(store, makeCase());
    deleteCases(store, [id]);
    saveAssessment(store, makeAssessment(id, 0.84));
    expect(queryAll()).toHaveLength(0);
    undeleteCases(store, [id]);
    expect(queryAll()[0]).toMatchObject({ probability: 0.84 });
  });

  test('gets the frames of its case with their scale', async () => {
    const { id } = createCase(store, makeCase());
    const loaded = await loadCaseForAssessment(store, id);
    expect(loaded.frames.map(({ kind, frame }) => [kind, frame.width, frame.spacingMmPerPx])).toEqual([
      ['transverse', 40, 0.07],
      ['longitudinal', 40, 0.07],
    ]);
  });
});

const QUERY = { search: '', order: 'newest', archived: false, offset: 0, limit: 100 } as const;
function queryAll(search = '') {
  return queryWorkList(store, { ...QUERY, search }).rows;
}
