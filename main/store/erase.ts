import { FailureError } from '../../app/failure.ts';
import { record } from './audit.ts';
import { prepared, read, type Store, write } from './store.ts';

/** The number of the first entry about any of these cases: backups from there on hold them. */
export function firstEntryOf(store: Store, caseIds: readonly string[]): number | null {
  return read(store, () => {
    const first = prepared<[string], number | null>(
      store,
      'SELECT min(seq) FROM audit WHERE case_id = ?',
    ).pluck();
    const found = caseIds.map((id) => first.get(id) as number | null).filter((seq) => seq !== null);
    return found.length === 0 ? null : Math.min(...found);
  });
}

/**
 * Removes cases, deleted before or not, with pictures, assessments, outcomes and drafts, and overwrites where they
 * lay: `secure_delete` writes zeros over rows and pages, the word index is written anew, the log is emptied and the
 * file rebuilt. Of each case its id and the audit log's entries remain, which name nobody. Irreversible.
 * @throws FailureError `case.notFound`
 */
export function eraseCases(store: Store, caseIds: readonly string[]): void {
  write(store, () => {
    for (const caseId of caseIds) {
      const n = prepared<[string], number>(store, 'SELECT n FROM cases WHERE id = ?').pluck().get(caseId) as
        | number
        | undefined;
      if (n === undefined) throw new FailureError('case.notFound', { caseId });
      prepared(store, 'DELETE FROM words WHERE rowid = ?').run(n);
      store.wordWrites++;
      prepared(store, 'UPDATE cases SET deleted_at = ? WHERE n = ?').run(store.now().toISOString(), n);
      prepared(store, 'DELETE FROM cases WHERE n = ?').run(n);
      prepared(store, 'DELETE FROM drafts WHERE instr(key, ?) > 0').run(caseId);
      record(store, { action: 'case.erased', caseId });
    }
    leaveNoWords(store);
  });
  overwriteWhatWasRemoved(store);
}

/** A deletion in the word index is only a mark until its parts are merged into one. */
export function leaveNoWords(store: Store): void {
  store.db.exec("INSERT INTO words (words) VALUES ('optimize')");
}

/** The write-ahead log is emptied and the file rebuilt without its free pages. */
export function overwriteWhatWasRemoved(store: Store): void {
  read(store, () => {
    store.db.pragma('wal_checkpoint(TRUNCATE)');
    store.db.exec('VACUUM');
    store.db.pragma('wal_checkpoint(TRUNCATE)');
  });
}
