import type { PatientCase } from '../../app/case/patientCase.ts';
import type { CaseBundle } from '../../app/contract/channels.ts';
import { listHistory, newestAssessment } from './assessments.ts';
import { record } from './audit.ts';
import { staleReasons } from './basis.ts';
import { findCaseRow, readViews, toPatientCase } from './caseRows.ts';
import { prepared, read, type Store, write } from './store.ts';
import { refreshWords, refreshWorkListRow } from './workListColumns.ts';

/** A case that is not deleted; throws `case.notFound`. */
export function getCase(store: Store, caseId: string): PatientCase {
  return read(store, () => {
    const row = findCaseRow(store, caseId);
    return toPatientCase(row, readViews(store, row.n));
  });
}

/** The case with its newest assessment, whether that is out of date, and the earlier ones. */
export function getCaseBundle(store: Store, caseId: string): CaseBundle {
  return read(store, () => {
    const row = findCaseRow(store, caseId);
    const patientCase = toPatientCase(row, readViews(store, row.n));
    const assessment = newestAssessment(store, row.n);
    const reasons = assessment ? staleReasons(store, row.n, patientCase.revision, assessment) : [];
    return {
      case: patientCase,
      assessment,
      stale: reasons.length > 0,
      staleBecause: reasons,
      history: listHistory(store, row.n),
    };
  });
}

export function setReviewed(store: Store, caseId: string, reviewed: boolean): void {
  write(store, () => {
    const { n } = findCaseRow(store, caseId);
    prepared(store, 'UPDATE cases SET reviewed_at = ? WHERE n = ?').run(
      reviewed ? store.now().toISOString() : null,
      n,
    );
    refreshWorkListRow(store, n);
    record(store, { action: 'case.reviewed', caseId, detail: { reviewed } });
  });
}

/** Archives or brings back; all of them or, when one is missing, none. */
export function setArchived(store: Store, caseIds: readonly string[], archived: boolean): void {
  write(store, () => {
    const now = store.now().toISOString();
    for (const caseId of caseIds) {
      const { n } = findCaseRow(store, caseId);
      prepared(store, 'UPDATE cases SET archived_at = ? WHERE n = ?').run(archived ? now : null, n);
      refreshWorkListRow(store, n);
      record(store, { action: 'case.archived', caseId, detail: { archived } });
    }
  });
}

/** Puts cases where `undeleteCases` finds them for 30 days; already deleted ones keep their date. */
export function deleteCases(store: Store, caseIds: readonly string[]): void {
  markDeleted(store, caseIds, store.now().toISOString());
}

/** Brings deleted cases back as they were. */
export function undeleteCases(store: Store, caseIds: readonly string[]): void {
  markDeleted(store, caseIds, null);
}

function markDeleted(store: Store, caseIds: readonly string[], deletedAt: string | null): void {
  write(store, () => {
    const mark = prepared<[string | null, string, 0 | 1], number>(
      store,
      'UPDATE cases SET deleted_at = ? WHERE id = ? AND (deleted_at IS NULL) = ? RETURNING n',
    ).pluck();
    for (const caseId of caseIds) {
      const n = mark.get(deletedAt, caseId, deletedAt === null ? 0 : 1);
      if (n === undefined) continue;
      refreshWorkListRow(store, n);
      refreshWords(store, n);
      record(store, { action: deletedAt === null ? 'case.restored' : 'case.deleted', caseId });
    }
  });
}
