import type { WorkListQuery, WorkListRow } from '../../app/contract/channels.ts';
import { readSearch } from '../../app/workList/search.ts';
import { matchExpression } from './searchWords.ts';
import { read, type Store } from './store.ts';
import { type Condition, conditionsOf } from './workListConditions.ts';

/** The narrow index that covers each order, and the order itself; ties go to the newer case. */
export const ORDERS = {
  newest: { index: 'work_list_newest', by: 'w.created_at DESC, w.n DESC' },
  oldest: { index: 'work_list_newest', by: 'w.created_at, w.n' },
  riskHigh: { index: 'work_list_risk_high', by: 'w.probability DESC, w.created_at DESC, w.n DESC' },
  // without an estimate comes last in both risk orders
  riskLow: { index: 'work_list_risk_low', by: 'ifnull(w.probability, 2), w.created_at DESC, w.n DESC' },
  label: { index: 'work_list_label', by: 'w.label_key, w.n' },
} as const satisfies Record<WorkListQuery['order'], { index: string; by: string }>;

type Found = { store: Store; writes: number; match: string };
type Counted = { writes: number; totals: Map<string, number> };
const found = new WeakMap<Store, Found>();
const counted = new WeakMap<Store, Counted>();

/**
 * One page of the work list and how many cases match in all. Filters and orders run on covering indexes; free
 * words are looked up once and kept while nothing is written, so that scrolling costs no second search.
 */
export function queryWorkList(store: Store, query: WorkListQuery): { rows: WorkListRow[]; total: number } {
  return read(store, () => {
    const search = readSearch(query.search);
    const match = matchExpression(search.words);
    // words without a letter or digit (`+`, an emoji) are in no report
    if (search.words.length && !match) return { rows: [], total: 0 };
    const conditions = conditionsOf(search, query.archived);
    if (match) findWords(store, match);
    const sql = workListSql(query.order, conditions, match !== null);
    const values = conditions.flatMap((c) => c.values);
    const numbers = store.db
      .prepare<unknown[], number>(sql.page)
      .pluck()
      .all(...values, query.limit, query.offset) as number[];
    const getRow = store.db.prepare<[number], Row>('SELECT * FROM work_list WHERE n = ?');
    return {
      rows: numbers.map((n) => toWorkListRow(getRow.get(n)!)),
      total: countCases(store, sql.count, values, match),
    };
  });
}

/** The two statements of a query; exported so that a test can look at their plans. */
export function workListSql(
  order: WorkListQuery['order'],
  conditions: readonly Condition[],
  withWords: boolean,
): { page: string; count: string } {
  const { index, by } = ORDERS[order];
  const where = [...conditions.map((c) => c.sql), ...(withWords ? ['w.n IN temp.found_words'] : [])].join(
    ' AND ',
  );
  return {
    page: `SELECT w.n FROM work_list w INDEXED BY ${index} WHERE ${where} ORDER BY ${by} LIMIT ? OFFSET ?`,
    count: `SELECT count(*) FROM work_list w INDEXED BY work_list_newest WHERE ${where}`,
  };
}

/** Fills the temporary table with the numbers of the cases that hold the words, unless it holds them already. */
function findWords(store: Store, match: string): void {
  const last = found.get(store);
  if (last?.match === match && last.writes === store.writes) return;
  const { db } = store;
  db.exec('CREATE TEMP TABLE IF NOT EXISTS found_words (n INTEGER PRIMARY KEY)');
  found.delete(store);
  db.transaction(() => {
    db.exec('DELETE FROM temp.found_words');
    db.prepare('INSERT INTO temp.found_words SELECT rowid FROM words WHERE words MATCH ?').run(match);
  })();
  found.set(store, { store, writes: store.writes, match });
}

function countCases(store: Store, sql: string, values: unknown[], match: string | null): number {
  let known = counted.get(store);
  if (!known || known.writes !== store.writes || known.totals.size > 200) {
    known = { writes: store.writes, totals: new Map() };
    counted.set(store, known);
  }
  const key = JSON.stringify([sql, values, match]);
  const total =
    known.totals.get(key) ??
    (store.db
      .prepare<unknown[], number>(sql)
      .pluck()
      .get(...values) as number);
  known.totals.set(key, total);
  return total;
}

type Row = {
  case_id: string;
  label: string;
  age_years: number | null;
  sex: WorkListRow['sex'];
  side: WorkListRow['side'];
  pole: WorkListRow['pole'];
  created_at: string;
  assessed_at: string | null;
  probability: number | null;
  stage: number | null;
  withheld: 0 | 1;
  stale: 0 | 1;
  reviewed: 0 | 1;
  archived: 0 | 1;
  simulated: 0 | 1;
  views: number;
};

function toWorkListRow(row: Row): WorkListRow {
  return {
    caseId: row.case_id,
    label: row.label,
    ageYears: row.age_years,
    sex: row.sex,
    side: row.side,
    pole: row.pole,
    createdAt: row.created_at,
    assessedAt: row.assessed_at,
    probability: row.probability,
    stage: row.stage,
    withheld: row.withheld === 1,
    stale: row.stale === 1,
    reviewed: row.reviewed === 1,
    archived: row.archived === 1,
    simulated: row.simulated === 1,
    views: row.views,
  };
}
