import { randomUUID } from 'node:crypto';
import type { Outcome, OutcomeBasis } from '../../app/case/outcome.ts';
import { record } from './audit.ts';
import { findCaseRow } from './caseRows.ts';
import { prepared, read, type Store, write } from './store.ts';

type OutcomeRow = {
  id: string;
  lateral_metastasis: 0 | 1 | null;
  basis: OutcomeBasis;
  recorded_at: string;
  who: string | null;
};

/** Every outcome recorded for a case, newest first: the first one counts. Throws `case.notFound`. */
export function listOutcomes(store: Store, caseId: string): Outcome[] {
  return read(store, () => {
    const { n } = findCaseRow(store, caseId);
    return prepared<[number], OutcomeRow>(
      store,
      `SELECT o.*, u.name AS who FROM outcomes o LEFT JOIN users u ON u.id = o.recorded_by
         WHERE case_n = ? ORDER BY o.n DESC`,
    )
      .all(n)
      .map((row) => ({
        outcomeId: row.id,
        lateralMetastasis: row.lateral_metastasis === null ? null : row.lateral_metastasis === 1,
        basis: row.basis,
        recordedAt: row.recorded_at,
        recordedBy: row.who,
      }));
  });
}

/** Adds an outcome; earlier ones stay. The same as the newest one is not added twice. */
export function recordOutcome(
  store: Store,
  given: { caseId: string; lateralMetastasis: boolean | null; basis: OutcomeBasis },
): void {
  write(store, () => {
    const { n } = findCaseRow(store, given.caseId);
    const newest = listOutcomes(store, given.caseId)[0];
    const same =
      newest && newest.lateralMetastasis === given.lateralMetastasis && newest.basis === given.basis;
    if (same || (!newest && given.lateralMetastasis === null)) return;
    prepared(
      store,
      `INSERT INTO outcomes (id, case_n, lateral_metastasis, basis, recorded_at, recorded_by)
         VALUES (?, ?, ?, ?, ?, ?)`,
    ).run(
      randomUUID(),
      n,
      given.lateralMetastasis === null ? null : Number(given.lateralMetastasis),
      given.basis,
      store.now().toISOString(),
      store.actor.id,
    );
    record(store, { action: 'outcome.recorded', caseId: given.caseId, detail: { basis: given.basis } });
  });
}

/** A case that is not deleted and whose outcome is known. */
export type KnownCase = {
  readonly caseId: string;
  readonly caseN: number;
  readonly metastatic: boolean;
  /** Its newest assessment; null before the first. */
  readonly assessmentN: number | null;
};

/** Cases with a known outcome, the clinic's or the simulated ones, in the order of their ids. */
export function casesWithOutcome(store: Store, simulated: boolean): KnownCase[] {
  return read(store, () =>
    prepared<[number], { id: string; n: number; metastatic: 0 | 1; assessment: number | null }>(
      store,
      `SELECT c.id, c.n, o.lateral_metastasis AS metastatic,
           (SELECT max(n) FROM assessments WHERE case_n = c.n) AS assessment
         FROM cases c JOIN outcomes o ON o.n = (SELECT max(n) FROM outcomes WHERE case_n = c.n)
         WHERE c.deleted_at IS NULL AND c.simulated = ? AND o.lateral_metastasis IS NOT NULL ORDER BY c.id`,
    )
      .all(simulated ? 1 : 0)
      .map((row) => ({
        caseId: row.id,
        caseN: row.n,
        metastatic: row.metastatic === 1,
        assessmentN: row.assessment,
      })),
  );
}

/** Side, place and outlines of an assessment as they were kept, unread. */
export function assessmentBody(store: Store, assessmentN: number): string {
  return read(
    store,
    () =>
      prepared<[number], string>(store, 'SELECT body FROM assessments WHERE n = ?')
        .pluck()
        .get(assessmentN) as string,
  );
}
