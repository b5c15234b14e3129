import { type Assessment, assessmentSchema } from '../../app/case/assessment.ts';
import type { AssessmentReason } from '../../app/contract/assessmentReason.ts';
import type { HistoryEntry } from '../../app/contract/channels.ts';
import { FailureError } from '../../app/failure.ts';
import { record } from './audit.ts';
import { type AskablePack, saveBasis } from './basis.ts';
import { caseNotFound, prepared, read, type Store, write } from './store.ts';
import { getFact, setFact } from './storeFacts.ts';
import { refreshStaleness, refreshWorkListRow } from './workListColumns.ts';

/**
 * Keeps a finished assessment for ever. Its case may have changed or been deleted meanwhile (the assessment is
 * then stale, or comes back with the case); a case that is gone for good throws `case.notFound`.
 * @param alsoAsked hashes of packs that count as asked without an opinion: made-up assessments have none
 */
export function saveAssessment(
  store: Store,
  assessment: Assessment,
  alsoAsked: readonly string[] = [],
): void {
  write(store, () => {
    const n = prepared<[string], number>(store, 'SELECT n FROM cases WHERE id = ?')
      .pluck()
      .get(assessment.caseId) as number | undefined;
    if (n === undefined) throw caseNotFound(assessment.caseId);
    const reason = reasonFor(store, n, assessment.caseRevision);
    const { lastInsertRowid } = prepared(
      store,
      `INSERT INTO assessments (id, case_n, case_revision, created_at, pack_version, probability, stage, body,
         created_by, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      assessment.id,
      n,
      assessment.caseRevision,
      assessment.createdAt,
      assessment.packVersion,
      assessment.risk?.probability ?? null,
      assessment.risk?.stage ?? null,
      JSON.stringify(assessmentSchema.parse(assessment)),
      store.actor.id,
      reason,
    );
    saveBasis(store, lastInsertRowid, assessment, alsoAsked);
    refreshWorkListRow(store, n);
    record(store, {
      action: 'assessment.saved',
      caseId: assessment.caseId,
      detail: { assessmentId: assessment.id, reason, packVersion: assessment.packVersion },
    });
  });
}

/** Why an assessment is made, as far as the store can tell: what has changed since the one before. */
function reasonFor(store: Store, caseN: number, revision: number): AssessmentReason {
  const before = prepared<[number], { case_revision: number }>(
    store,
    'SELECT case_revision FROM assessments WHERE case_n = ? ORDER BY n DESC LIMIT 1',
  ).get(caseN);
  if (!before) return 'first';
  if (before.case_revision < revision) return 'caseChanged';
  const stale = prepared<[number], number>(store, 'SELECT stale FROM work_list WHERE n = ?')
    .pluck()
    .get(caseN);
  return stale ? 'basisChanged' : 'askedAgain';
}

/** Any assessment of the store, by its id; throws `assessment.notFound`. */
export function getAssessment(store: Store, assessmentId: string): Assessment {
  return read(store, () => {
    const body = prepared<[string], string>(store, 'SELECT body FROM assessments WHERE id = ?')
      .pluck()
      .get(assessmentId) as string | undefined;
    if (body === undefined) throw new FailureError('assessment.notFound', {});
    return fromBody(body);
  });
}

/** The assessment saved last for a case, whole; null before the first. */
export function newestAssessment(store: Store, caseN: number): Assessment | null {
  const body = prepared<[number], string>(
    store,
    'SELECT body FROM assessments WHERE case_n = ? ORDER BY n DESC LIMIT 1',
  )
    .pluck()
    .get(caseN) as string | undefined;
  return body === undefined ? null : fromBody(body);
}

/** Kept as they were written; what was added to the schema later is filled in. */
function fromBody(body: string): Assessment {
  return { opinions: [], ...(JSON.parse(body) as Omit<Assessment, 'opinions'>) };
}

/** Every assessment of a case, newest first. */
export function listHistory(store: Store, caseN: number): HistoryEntry[] {
  return prepared<[number], HistoryEntry>(
    store,
    `SELECT a.id AS assessmentId, a.created_at AS createdAt, case_revision AS caseRevision, probability, stage,
         pack_version AS packVersion, u.name AS createdBy, reason
       FROM assessments a LEFT JOIN users u ON u.id = a.created_by WHERE case_n = ? ORDER BY a.n DESC`,
  ).all(caseN);
}

/**
 * Tells the store which packs are in use; assessments made with another main line, or that an opinion pack was not
 * asked for, become stale.
 */
export function notePacks(store: Store, packVersion: string, opinions: readonly AskablePack[]): void {
  const asked = JSON.stringify(opinions.map(({ sha256, system, task }) => ({ sha256, system, task })));
  if (getFact(store, 'packVersion') === packVersion && getFact(store, 'opinionPacks') === asked) return;
  write(store, () => {
    setFact(store, 'packVersion', packVersion);
    setFact(store, 'opinionPacks', asked);
    refreshStaleness(store);
    record(store, {
      action: 'packs.inUse',
      detail: { packVersion, opinions: opinions.map(({ sha256 }) => sha256) },
    });
  });
}
