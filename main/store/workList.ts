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

/** What the last queries found, kept until something is written: scrolling and typing on cost no second scan. */
type Kept = {
  writes: number;
  wordWrites: number;
  /** Every case of an order and its filters, whatever the words. */
  ordered: { key: string; numbers: number[] } | null;
  /** The same with the words. */
  withWords: { key: string; numbers: number[] } | null;
  total: { key: string; value: number } | null;
  /** Where the words stand; only a change of a label or report makes it out of date. */
  matched: { key: string; isMatch: Uint8Array } | null;
};
const kept = new WeakMap<Store, Kept>();

/** One page of the work list and how many cases match in all. */
export function queryWorkList(store: Store, query: WorkListQuery): { rows: WorkListRow[]; total: number } {
  return read(store, () => {
    const search = readSearch(query.search);
    const match = matchExpression(search.words);
    // words without a letter or digit (`+`, an emoji) are in no report
    if (search.words.length && !match) return { rows: [], total: 0 };
    const statement = workListSql(query.order, conditionsOf(search, query.archived));
    const { numbers, total } = match
      ? pageWithWords(store, query, statement, match)
      : pageWithoutWords(store, query, statement);
    const getRow = prepared<[number], Row>(store, 'SELECT * FROM work_list WHERE n = ?');
    return { rows: numbers.map((n) => toWorkListRow(getRow.get(n)!)), total };
  });
}

/** Beyond the page so many cases are read at once: where that is all there are, nothing need be counted. */
const READ_AHEAD = 2000;

type Page = { numbers: number[]; total: number };

function pageWithoutWords(store: Store, { offset, limit }: WorkListQuery, statement: WorkListSql): Page {
  const { values } = statement;
  const most = limit + READ_AHEAD;
  const numbers = store.db
    .prepare<unknown[], number>(`${statement.list} LIMIT ? OFFSET ?`)
    .pluck()
    .all(...values, most, offset) as number[];
  const page = numbers.slice(0, limit);
  if (numbers.length > 0 && numbers.length < most) return { numbers: page, total: offset + numbers.length };
  const memory = memoryOf(store);
  const key = JSON.stringify([statement.count, values]);
  if (memory.total?.key !== key) {
    const value = store.db
      .prepare<unknown[], number>(statement.count)
      .pluck()
      .get(...values) as number;
    memory.total = { key, value };
  }
  return { numbers: page, total: memory.total.value };
}

function pageWithWords(store: Store, query: WorkListQuery, statement: WorkListSql, match: string): Page {
  const memory = memoryOf(store);
  const { list, values } = statement;
  const key = JSON.stringify([list, values]);
  const keyWithWords = match + key;
  if (memory.withWords?.key !== keyWithWords) {
    if (memory.ordered?.key !== key) {
      const numbers = store.db
        .prepare<unknown[], number>(list)
        .pluck()
        .all(...values) as number[];
      memory.ordered = { key, numbers };
    }
    const isMatch = casesWithWords(store, memory, match);
    memory.withWords = { key: keyWithWords, numbers: memory.ordered.numbers.filter((n) => isMatch[n] === 1) };
  }
  const { numbers } = memory.withWords;
  return { numbers: numbers.slice(query.offset, query.offset + query.limit), total: numbers.length };
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

export type WorkListSql = { list: string; count: string; values: (string | number)[] };

/** The statements that list and count case numbers; exported so that a test can look at their plans. */
export function workListSql(order: WorkListQuery['order'], conditions: readonly Condition[]): WorkListSql {
  const { index, by } = ORDERS[order];
  const where = conditions.map((condition) => condition.sql).join(' AND ');
  return {
    list: `SELECT w.n FROM work_list w INDEXED BY ${index} WHERE ${where} ORDER BY ${by}`,
    count: `SELECT count(*) FROM work_list w INDEXED BY ${ORDERS.newest.index} WHERE ${where}`,
    values: conditions.flatMap((condition) => condition.values),
  };
}

function memoryOf(store: Store): Kept {
  const last = kept.get(store);
  if (last?.writes === store.writes) return last;
  const { writes, wordWrites } = store;
  const matched = last?.wordWrites === wordWrites ? last.matched : null;
  const memory: Kept = { writes, wordWrites, ordered: null, withWords: null, total: null, matched };
  kept.set(store, memory);
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
