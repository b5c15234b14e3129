import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type WorkListRow, workListOrderSchema, workListQuerySchema } from '../../app/contract/channels.ts';
import { readSearch } from '../../app/workList/search.ts';
import { generateStore } from './generateStore.ts';
import { createCase, openStore, queryWorkList, type Store, saveAssessment } from './index.ts';
import { indexText, matchExpression } from './searchWords.ts';
import { makeAssessment, makeCase, temporaryFolder } from './testing/fixtures.ts';
import { workListSql } from './workList.ts';
import { labelKey } from './workListColumns.ts';
import { conditionsOf } from './workListConditions.ts';

const folder = temporaryFolder();
let store: Store;
let live: WorkListRow[];

beforeAll(async () => {
  await generateStore(folder.path, 1500, { seed: 7 });
  store = openStore(folder.path);
  live = find('').rows;
});
afterAll(() => {
  store.close();
  folder.remove();
});

function find(search: string, changes: object = {}) {
  const whole: WorkListRow[] = [];
  for (let offset = 0; ; offset += 500) {
    const query = workListQuerySchema.parse({ search, limit: 500, offset, ...changes });
    const { rows, total } = queryWorkList(store, query);
    whole.push(...rows);
    if (whole.length >= total || rows.length === 0) return { rows: whole, total };
  }
}

describe('the work list', () => {
  test('counts live and archived cases apart', () => {
    const archived = find('', { archived: true });
    expect(live.length + archived.total).toBe(1500);
    expect(archived.total).toBeGreaterThan(100);
    expect(live.every((row) => !row.archived) && archived.rows.every((row) => row.archived)).toBe(true);
  });

  const filters: [string, (row: WorkListRow) => boolean][] = [
    ['risk>70', (row) => row.probability !== null && row.probability > 0.7],
    ['risk<30', (row) => row.probability !== null && row.probability < 0.3],
    ['risk:30', (row) => row.probability !== null && row.probability >= 0.3 && row.probability < 0.31],
    ['stage:2', (row) => row.stage === 2],
    ['stage:1 stage:3', (row) => row.stage === 1 || row.stage === 3],
    ['left', (row) => row.side === 'left'],
    ['left right', (row) => row.side === 'left' || row.side === 'right'],
    ['峡部 下极', (row) => row.side === 'isthmus' && row.pole === 'lower'],
    ['F', (row) => row.sex === 'F'],
    ['男', (row) => row.sex === 'M'],
    ['unreviewed', (row) => !row.reviewed],
    ['reviewed', (row) => row.reviewed],
    ['stale', (row) => row.stale],
    ['withheld', (row) => row.withheld],
    ['unassessed', (row) => row.assessedAt === null],
    ['age>60', (row) => row.ageYears !== null && row.ageYears > 60],
    ['age<=40 age>=40', (row) => row.ageYears === 40],
    ['2020-10', (row) => monthOf(row.createdAt) === '2020-10'],
    ['2020-10 2021-01', (row) => ['2020-10', '2021-01'].includes(monthOf(row.createdAt))],
    [
      'risk>50 left unreviewed F',
      (row) => row.probability! > 0.5 && row.side === 'left' && !row.reviewed && row.sex === 'F',
    ],
  ];
  test.each(filters)('%s finds exactly those cases', (search, belongs) => {
    const found = find(search);
    expect(found.rows.map((row) => row.caseId)).toEqual(live.filter(belongs).map((row) => row.caseId));
    expect(found.total).toBe(found.rows.length);
    expect(found.total).toBeGreaterThan(0);
  });

  test.each([
    'nodule',
    'hypo',
    'HYPO',
    'nodule spiculated',
    '结节',
    '低回声 结节',
    '结',
    'Case 0000',
    '病例 0001',
  ])('the words %s find the cases whose label or report holds them all', (words) => {
    const found = find(words);
    const texts = new Map(
      store.db
        .prepare<[], { id: string; text: string }>(
          "SELECT id, lower(label || ' ' || report) AS text FROM cases",
        )
        .all()
        .map(({ id, text }) => [id, text]),
    );
    const belongs = (row: WorkListRow) =>
      words
        .toLowerCase()
        .split(' ')
        .every((word) => new RegExp(`(?<![a-z0-9])${word}`).test(texts.get(row.caseId)!));
    expect(found.rows.map((row) => row.caseId)).toEqual(live.filter(belongs).map((row) => row.caseId));
    expect(found.total).toBeGreaterThan(0);
  });

  test('words and filters narrow each other', () => {
    const both = find('nodule left risk>50');
    const words = new Set(find('nodule').rows.map((row) => row.caseId));
    const filtered = find('left risk>50').rows.filter((row) => words.has(row.caseId));
    expect(both.rows).toEqual(filtered);
  });

  test.each(workListOrderSchema.options)('in the order %s every case stands once, paged or not', (order) => {
    const { rows } = find('', { order });
    expect(new Set(rows.map((row) => row.caseId)).size).toBe(live.length);
    const key = {
      newest: (row: WorkListRow) => -Date.parse(row.createdAt),
      oldest: (row: WorkListRow) => Date.parse(row.createdAt),
      riskHigh: (row: WorkListRow) => -(row.probability ?? -1),
      riskLow: (row: WorkListRow) => row.probability ?? 2,
      label: (row: WorkListRow) => labelKey(row.label),
    }[order];
    for (let i = 1; i < rows.length; i++) expect(key(rows[i - 1]!) <= key(rows[i]!)).toBe(true);
    const page = queryWorkList(store, workListQuerySchema.parse({ order, offset: 700, limit: 50 }));
    expect(page).toEqual({ rows: rows.slice(700, 750), total: rows.length });
  });

  test('beyond the end is empty and still knows how many there are', () => {
    expect(find('left', { offset: 0 }).total).toBe(
      queryWorkList(store, workListQuerySchema.parse({ search: 'left', offset: 5000 })).total,
    );
  });

  test('answers every order and every filter from a covering index, without sorting', () => {
    const everything =
      'risk>1 risk<99 age>1 age<99 stage:1 left upper F reviewed stale withheld assessed 2020-10 2020-11';
    for (const order of workListOrderSchema.options) {
      for (const search of ['', everything]) {
        const { list, count, values } = workListSql(order, conditionsOf(readSearch(search), false));
        for (const sql of [list, count]) {
          const plan = store.db
            .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
            .all(...values)
            .map((step) => step.detail);
          expect(plan).toHaveLength(1);
          expect(plan[0]).toMatch(/^SEARCH w USING COVERING INDEX work_list_\w+ \(archived=\?/);
        }
      }
    }
  });

  test('never fails, whatever is typed, and quotes in it mean nothing to the database', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (search) => {
        expect(find(search).total).toBeGreaterThanOrEqual(0);
      }),
      { seed: 2, numRuns: 300 },
    );
    for (const search of [`' OR 1=1 --`, '"*', 'NEAR(a b)', 'a AND', '^', '-nodule', '🙂', '__proto__']) {
      expect(find(search).total, search).toBeLessThan(live.length);
    }
  });

  test('knows of a change at once', () => {
    const { id } = createCase(store, makeCase({ label: 'Zeppelin 1', report: 'unmistakable' }));
    expect(find('unmistakable').rows.map((row) => row.caseId)).toEqual([id]);
    expect(find('unmistakable risk>1').total).toBe(0);
    saveAssessment(store, makeAssessment(id, 0.84));
    expect(find('unmistakable risk>83 risk<85').total).toBe(1);
  });
});

describe('words', () => {
  test('of Chinese are found by any run of characters inside them', () => {
    const text = indexText('', '甲状腺左叶低回声结节，约 12mm。');
    expect(text.split(/\s+/).filter(Boolean)).toContain('甲状');
    expect(matchExpression(['低回声'])).toBe('"低回" AND "回声"');
    expect(matchExpression(['叶'])).toBe('"叶"*');
    expect(matchExpression(['左叶TI-RADS'])).toBe('"左叶" AND "TI"* AND "RADS"*');
    expect(matchExpression(['+', '🙂'])).toBeNull();
  });

  test('that every label sorts by its numbers', () => {
    const sorted = ['Case 10', 'case 9', 'Case 100', 'case 09b'].sort((a, b) =>
      labelKey(a) < labelKey(b) ? -1 : 1,
    );
    expect(sorted).toEqual(['case 9', 'case 09b', 'Case 10', 'Case 100']);
  });
});

/** Year and month where this machine is. */
function monthOf(iso: string): string {
  const date = new Date(iso);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}`;
}
