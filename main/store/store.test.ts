import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { emptyMask, encodeMask } from '../../app/segmentation/mask.ts';
import { DEFAULT_SETTINGS } from '../../app/settings.ts';
import {
  casesWithImage,
  changeCase,
  createCase,
  deleteCases,
  getAssessment,
  getCase,
  getCaseBundle,
  getImagePng,
  getSettings,
  openStore,
  queryWorkList,
  readGreyPng,
  type Store,
  saveAssessment,
  setArchived,
  setReviewed,
  setSettings,
  undeleteCases,
} from './index.ts';
import { FACTS, makeAssessment, makeCase, temporaryFolder } from './testing/fixtures.ts';

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

function reopen(): void {
  store.close();
  store = openStore(folder.path, { now: () => now });
}

const codeOf = (action: () => unknown): string | null => {
  try {
    action();
    return null;
  } catch (thrown) {
    return (thrown as { failure?: { code: string } }).failure?.code ?? String(thrown);
  }
};

describe('a case', () => {
  test('is found again after the application was closed, with its pictures', async () => {
    const created = createCase(store, makeCase());
    reopen();
    expect(getCase(store, created.id)).toEqual(created);
    expect(created).toMatchObject({ ...FACTS, revision: 1, simulated: false, reviewedAt: null });
    expect(created.views.map((view) => view.kind)).toEqual(['transverse', 'longitudinal']);
    const frame = await readGreyPng(getImagePng(store, created.views[0]!.imageId), 0.07);
    expect(frame).toMatchObject({ width: 40, height: 30, spacingMmPerPx: 0.07 });
    expect([...frame.pixels.subarray(0, 5)]).toEqual([0, 1, 2, 3, 4]);
  });

  test('may have one view alone', () => {
    const created = createCase(store, makeCase({}, ['longitudinal']));
    expect(getCase(store, created.id).views).toHaveLength(1);
  });

  test('that is not there gives a named failure', () => {
    expect(codeOf(() => getCaseBundle(store, 'nobody'))).toBe('case.notFound');
    expect(codeOf(() => getImagePng(store, 'nothing'))).toBe('image.notFound');
    expect(codeOf(() => getAssessment(store, 'nothing'))).toBe('assessment.notFound');
  });

  test('is stored whole or not at all', () => {
    const half = makeCase();
    const image = { ...half.views[1]!.image, sha256: 'too short' };
    const views = [half.views[0]!, { ...half.views[1]!, image }];
    expect(() => createCase(store, { ...half, views })).toThrow();
    expect(queryAll()).toHaveLength(0);
    expect(store.db.prepare('SELECT count(*) FROM images').pluck().get()).toBe(0);
  });

  test('is known as a duplicate by the file its picture came from', () => {
    const created = createCase(store, makeCase());
    expect(casesWithImage(store, 'a'.repeat(64))).toEqual([{ caseId: created.id, label: 'Case 1' }]);
    deleteCases(store, [created.id]);
    expect(casesWithImage(store, 'a'.repeat(64))).toEqual([]);
  });
});

describe('a change', () => {
  test.each([
    ['age', { facts: { ageYears: 44 } }],
    ['sex', { facts: { sex: null } }],
    ['side', { facts: { side: 'right' as const } }],
    ['pole', { facts: { pole: 'lower' as const } }],
    ['report', { facts: { report: 'other' } }],
    ['scale', { view: { kind: 'transverse' as const, spacingMmPerPx: 0.08 } }],
    ['nodule', { view: { kind: 'transverse' as const, chosenNodule: 1 } }],
    ['view', { view: { kind: 'transverse' as const, newKind: 'longitudinal' as const } }],
    ['mask', { view: { kind: 'transverse' as const, handNodule: encodeMask(emptyMask(40, 30)) } }],
  ])('of the %s makes the assessment stale', (_name, change) => {
    const { id } = createCase(store, makeCase());
    saveAssessment(store, makeAssessment(id, 0.84));
    expect(getCaseBundle(store, id).stale).toBe(false);
    changeCase(store, { caseId: id, ...change });
    expect(getCaseBundle(store, id)).toMatchObject({ stale: true, case: { revision: 2 } });
    expect(queryAll()[0]).toMatchObject({ stale: true });
    saveAssessment(store, makeAssessment(id, 0.5, { caseRevision: 2 }));
    expect(getCaseBundle(store, id).stale).toBe(false);
    expect(queryAll()[0]).toMatchObject({ stale: false, probability: 0.5 });
  });

  test('of the label, or to the same value, leaves the assessment current', () => {
    const { id } = createCase(store, makeCase());
    saveAssessment(store, makeAssessment(id, 0.84));
    changeCase(store, { caseId: id, facts: { label: 'Renamed', ageYears: 43 } });
    changeCase(store, { caseId: id, view: { kind: 'transverse', spacingMmPerPx: 0.07 } });
    expect(getCaseBundle(store, id)).toMatchObject({ stale: false, case: { revision: 1, label: 'Renamed' } });
    expect(queryAll('renamed')).toHaveLength(1);
    expect(queryAll('"Case"')).toHaveLength(0);
  });

  test('of a view to the kind of the other swaps the two, each keeping its picture and masks', () => {
    const created = createCase(store, makeCase());
    const hand = encodeMask({ width: 40, height: 30, data: new Uint8Array(1200).fill(1, 5, 50) });
    changeCase(store, { caseId: created.id, view: { kind: 'transverse', handGland: hand } });
    changeCase(store, { caseId: created.id, view: { kind: 'transverse', newKind: 'longitudinal' } });
    const { views } = getCase(store, created.id);
    expect(views.map((view) => view.imageId)).toEqual([...created.views].reverse().map((v) => v.imageId));
    expect(views[1]!.handGland).toEqual(hand);
    expect(views[0]!.handGland).toBeNull();
  });

  test('of the scale by hand says that it was entered, and its removal leaves none', () => {
    const { id } = createCase(store, makeCase());
    changeCase(store, { caseId: id, view: { kind: 'transverse', spacingMmPerPx: 0.1 } });
    expect(getCase(store, id).views[0]).toMatchObject({ spacingMmPerPx: 0.1, spacingSource: 'entered' });
    changeCase(store, { caseId: id, view: { kind: 'transverse', spacingMmPerPx: null } });
    expect(getCase(store, id).views[0]).toMatchObject({ spacingMmPerPx: null, spacingSource: null });
  });

  test('with a mask of another size is refused and changes nothing', () => {
    const created = createCase(store, makeCase());
    const change = { kind: 'transverse' as const, handNodule: encodeMask(emptyMask(30, 40)) };
    expect(
      codeOf(() => changeCase(store, { caseId: created.id, facts: { ageYears: 1 }, view: change })),
    ).toBe('case.maskSize');
    expect(getCase(store, created.id)).toEqual(created);
  });
});

describe('deleting', () => {
  test('can be undone, with everything the case had', () => {
    const { id } = createCase(store, makeCase());
    saveAssessment(store, makeAssessment(id, 0.84));
    setReviewed(store, id, true);
    const before = getCaseBundle(store, id);
    deleteCases(store, [id]);
    expect(codeOf(() => getCaseBundle(store, id))).toBe('case.notFound');
    expect(queryAll()).toHaveLength(0);
    expect(queryAll('hypoechoic')).toHaveLength(0);
    undeleteCases(store, [id]);
    expect(getCaseBundle(store, id)).toEqual(before);
    expect(queryAll('hypoechoic')).toHaveLength(1);
  });

  test('becomes final 30 days later, at the next start, with pictures and assessments', () => {
    const { id } = createCase(store, makeCase());
    const other = createCase(store, makeCase({ label: 'Other' }));
    saveAssessment(store, makeAssessment(id, 0.84));
    deleteCases(store, [id]);
    now = new Date('2026-11-02T07:00:00.000Z');
    reopen();
    undeleteCases(store, [id]);
    expect(queryAll()).toHaveLength(2);
    deleteCases(store, [id]);
    now = new Date('2026-12-03T07:00:00.000Z');
    reopen();
    undeleteCases(store, [id]);
    expect(queryAll().map((row) => row.caseId)).toEqual([other.id]);
    for (const table of ['assessments', 'images', 'views']) {
      const left = store.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
      expect([table, left]).toEqual([table, table === 'assessments' ? 0 : 2]);
    }
    expect(codeOf(() => saveAssessment(store, makeAssessment(id, 0.5)))).toBe('case.notFound');
  });
});

describe('archiving and reviewing', () => {
  test('archived cases leave the list and stand in the archive', () => {
    const { id } = createCase(store, makeCase());
    setArchived(store, [id], true);
    expect(queryAll()).toHaveLength(0);
    expect(queryWorkList(store, { ...QUERY, archived: true }).rows[0]).toMatchObject({ archived: true });
    setArchived(store, [id], false);
    expect(queryAll()).toHaveLength(1);
  });

  test('archiving several with one missing archives none', () => {
    const { id } = createCase(store, makeCase());
    expect(codeOf(() => setArchived(store, [id, 'nobody'], true))).toBe('case.notFound');
    expect(queryAll()).toHaveLength(1);
  });

  test('reviewed is remembered with its time', () => {
    const { id } = createCase(store, makeCase());
    setReviewed(store, id, true);
    expect(getCase(store, id).reviewedAt).toBe(now.toISOString());
    expect(queryAll('reviewed')).toHaveLength(1);
    setReviewed(store, id, false);
    expect(getCase(store, id).reviewedAt).toBeNull();
  });
});

describe('settings', () => {
  test('are the defaults at first and are kept', () => {
    expect(getSettings(store)).toEqual(DEFAULT_SETTINGS);
    expect(setSettings(store, { language: 'zh', prevalence: 0.3 })).toMatchObject({ language: 'zh' });
    reopen();
    expect(getSettings(store)).toEqual({ ...DEFAULT_SETTINGS, language: 'zh', prevalence: 0.3 });
  });

  test('a value that is no longer accepted falls back alone', () => {
    setSettings(store, { language: 'zh' });
    store.db.exec(`UPDATE facts_of_store SET value = '{"language":"zh","prevalence":7,"gone":1}'`);
    expect(getSettings(store)).toEqual({ ...DEFAULT_SETTINGS, language: 'zh' });
  });
});

const QUERY = { search: '', order: 'newest', archived: false, offset: 0, limit: 100 } as const;
function queryAll(search = '') {
  return queryWorkList(store, { ...QUERY, search }).rows;
}
