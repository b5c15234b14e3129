import type { WorkListQuery, WorkListRow } from '../../app/contract/channels.ts';
import { readSearch } from '../../app/workList/search.ts';
import { matchExpression } from './searchWords.ts';
import { prepared, read, type Store } from './store.ts';
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

/** What the last query found, kept until something is written: scrolling and typing on cost no second scan. */
type Kept = {
  writes: number;
  ordered: { key: string; numbers: number[] } | null;
  matched: { key: string; isMatch: Uint8Array } | null;
  result: { key: string; numbers: number[] } | null;
};
const kept = new WeakMap<Store, Kept>();

/** One page of the work list and how many cases match in all. */
export function queryWorkList(store: Store, query: WorkListQuery): { rows: WorkListRow[]; total: number } {
  return read(store, () => {
    const numbers = findCases(store, query);
    const page = numbers.slice(query.offset, query.offset + query.limit);
    const getRow = prepared<[number], Row>(store, 'SELECT * FROM work_list WHERE n = ?');
    return { rows: page.map((n) => toWorkListRow(getRow.get(n)!)), total: numbers.length };
  });
}

/** The numbers of all cases that match, in order: filters and order from one covering index, words from the index of words. */
function findCases(store: Store, query: WorkListQuery): number[] {
  const search = readSearch(query.search);
  const match = matchExpression(search.words);
  // words without a letter or digit (`+`, an emoji) are in no report
  if (search.words.length && !match) return [];
  const conditions = conditionsOf(search, query.archived);
  const values = conditions.flatMap((condition) => condition.values);
  const sql = workListSql(query.order, conditions);
  const memory = memoryOf(store);
  const key = JSON.stringify([sql, values]);
  if (memory.ordered?.key !== key) {
    memory.ordered = {
      key,
      numbers: store.db
        .prepare<unknown[], number>(sql)
        .pluck()
        .all(...values) as number[],
    };
  }
  const { numbers } = memory.ordered;
  if (!match) return numbers;
  const resultKey = match + key;
  if (memory.result?.key !== resultKey) {
    const isMatch = casesWithWords(store, memory, match);
    memory.result = { key: resultKey, numbers: numbers.filter((n) => isMatch[n] === 1) };
  }
  return memory.result.numbers;
}

/** The statement that lists case numbers in order; exported so that a test can look at its plan. */
export function workListSql(order: WorkListQuery['order'], conditions: readonly Condition[]): string {
  const { index, by } = ORDERS[order];
  const where = conditions.map((condition) => condition.sql).join(' AND ');
  return `SELECT w.n FROM work_list w INDEXED BY ${index} WHERE ${where} ORDER BY ${by}`;
}

/** One byte for each case number: 1 where label and report hold all the words. */
function casesWithWords(store: Store, memory: Kept, match: string): Uint8Array {
  if (memory.matched?.key === match) return memory.matched.isMatch;
  const numbers = prepared<[string], number>(store, 'SELECT rowid FROM words WHERE words MATCH ?')
    .pluck()
    .all(match) as number[];
  const isMatch = new Uint8Array(numbers.reduce((most, n) => Math.max(most, n), 0) + 1);
  for (const n of numbers) isMatch[n] = 1;
  memory.matched = { key: match, isMatch };
  return isMatch;
}

function memoryOf(store: Store): Kept {
  let memory = kept.get(store);
  if (!memory || memory.writes !== store.writes) {
    memory = { writes: store.writes, ordered: null, matched: null, result: null };
    kept.set(store, memory);
  }
  return memory;
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
