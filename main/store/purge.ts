import { record } from './audit.ts';
import { leaveNoWords } from './erase.ts';
import { prepared, type Store, write } from './store.ts';

/** Deleted cases can be brought back for this long. */
export const KEEP_DELETED_DAYS = 30;

/** Removes for good what was deleted more than 30 days ago, with its pictures and assessments. Returns how many. */
export function purgeOldDeletions(store: Store): number {
  const before = new Date(store.now().getTime() - KEEP_DELETED_DAYS * 86_400_000).toISOString();
  const due = prepared(store, 'SELECT 1 FROM cases WHERE deleted_at < ? LIMIT 1').pluck().get(before);
  if (!due) return 0;
  return write(store, () => {
    const gone = prepared<[string], string>(store, 'DELETE FROM cases WHERE deleted_at < ? RETURNING id')
      .pluck()
      .all(before) as string[];
    for (const caseId of gone) {
      prepared(store, 'DELETE FROM drafts WHERE instr(key, ?) > 0').run(caseId);
      record(store, { action: 'case.purged', caseId });
    }
    leaveNoWords(store);
    return gone.length;
  });
}
