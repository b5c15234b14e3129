import { basisNow, STALE } from './basis.ts';
import { indexText } from './searchWords.ts';
import { prepared, type Store } from './store.ts';

/**
 * Rewrites the work list's columns of one case from what is stored: called in the same transaction as every
 * change of a case or its assessments. A deleted case has no row.
 */
export function refreshWorkListRow(store: Store, n: number): void {
  prepared(store, 'DELETE FROM work_list WHERE n = ?').run(n);
  prepared(store, `${INSERT_ROWS} AND c.n = $n`).run({ n, ...basisNow(store) });
}

/** The same for every case at once, when the packs in use or the settings have changed. */
export function refreshStaleness(store: Store): void {
  prepared(
    store,
    `UPDATE work_list SET stale = fresh.stale FROM (
         SELECT c.n, ${STALE} AS stale
         FROM cases c JOIN assessments a ON a.n = (SELECT max(n) FROM assessments WHERE case_n = c.n)
         LEFT JOIN assessment_basis b ON b.assessment_n = a.n
       ) AS fresh WHERE fresh.n = work_list.n AND fresh.stale <> work_list.stale`,
  ).run(basisNow(store));
}

/** Rewrites what the word index knows of one case; needed when label, report or deletion changed. */
export function refreshWords(store: Store, n: number): void {
  store.wordWrites++;
  prepared(store, 'DELETE FROM words WHERE rowid = ?').run(n);
  const text = prepared<[number], { label: string; report: string }>(
    store,
    'SELECT label, report FROM cases WHERE n = ? AND deleted_at IS NULL',
  ).get(n);
  if (text) {
    prepared(store, 'INSERT INTO words (rowid, told) VALUES (?, ?)').run(
      n,
      indexText(text.label, text.report),
    );
  }
}

// The newest assessment is the one saved last (largest n), not the one with the largest clock time.
const INSERT_ROWS = `
INSERT INTO work_list (n, archived, created_at, probability, stage, side, pole, sex, age_years, reviewed, stale,
  withheld, assessed_at, simulated, views, case_id, label, label_key)
SELECT c.n, c.archived_at IS NOT NULL, c.created_at, a.probability, a.stage, c.side, c.pole, c.sex, c.age_years,
  c.reviewed_at IS NOT NULL,
  ifnull(${STALE}, 0) AND a.n IS NOT NULL,
  a.n IS NOT NULL AND a.probability IS NULL, a.created_at, c.simulated,
  (SELECT count(*) FROM views v WHERE v.case_n = c.n), c.id, c.label, label_key(c.label)
FROM cases c LEFT JOIN assessments a ON a.n = (SELECT max(n) FROM assessments WHERE case_n = c.n)
LEFT JOIN assessment_basis b ON b.assessment_n = a.n
WHERE c.deleted_at IS NULL`;

/** Sorting key of a label: no difference of case, numbers by value (`case 9` before `case 10`). */
export function labelKey(label: string): string {
  return label
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\d+/g, (digits) => digits.replace(/^0+(?=\d)/, '').padStart(12, '0'));
}
