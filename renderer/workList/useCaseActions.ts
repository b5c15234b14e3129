import { useMemo } from 'react';
import { currentRoute, showCase } from '../app/route.ts';
import { toast } from '../app/toasts.ts';
import { useFailureToast } from '../app/useFailureToast.ts';
import { ask, useLink } from '../link/link.ts';
import { useWords } from '../words/words.ts';

/** Deleting is undone from this message, so it stays longer than others. */
const UNDO_STAY_MS = 20_000;
/** The contract's bound for one request. */
const MOST_AT_ONCE = 1000;

function inParts<T>(all: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let at = 0; at < all.length; at += MOST_AT_ONCE) parts.push(all.slice(at, at + MOST_AT_ONCE));
  return parts;
}

export type CaseActions = {
  archive: (caseIds: readonly string[], archived: boolean) => Promise<void>;
  remove: (caseIds: readonly string[]) => Promise<void>;
  assess: (caseIds: readonly string[]) => Promise<void>;
};

/** Archive, delete and assess, each telling what it did, the first two with the way back. */
export function useCaseActions(): CaseActions {
  const link = useLink();
  const failed = useFailureToast();
  const { t } = useWords();
  return useMemo(() => {
    const guarded = async (work: () => Promise<void>) => {
      try {
        await work();
      } catch (thrown) {
        failed(thrown);
      }
    };
    const setArchived = async (caseIds: readonly string[], archived: boolean) => {
      for (const part of inParts(caseIds)) await ask(link, 'case.setArchived', { caseIds: part, archived });
    };
    return {
      archive: (caseIds, archived) =>
        guarded(async () => {
          await setArchived(caseIds, archived);
          const key = archived ? 'list.archivedDone' : 'list.unarchivedDone';
          toast({
            text: t(key, { n: caseIds.length }),
            stayMs: UNDO_STAY_MS,
            action: { label: t('list.undo'), run: () => void guarded(() => setArchived(caseIds, !archived)) },
          });
        }),
      remove: (caseIds) =>
        guarded(async () => {
          const open = currentRoute().caseId;
          if (open !== null && caseIds.includes(open) && !(await showCase(null))) return;
          for (const part of inParts(caseIds)) await ask(link, 'case.delete', { caseIds: part });
          const bringBack = async () => {
            for (const part of inParts(caseIds)) await ask(link, 'case.undelete', { caseIds: part });
            if (open !== null && caseIds.includes(open)) await showCase(open);
          };
          toast({
            text: t('list.deletedDone', { n: caseIds.length }),
            stayMs: UNDO_STAY_MS,
            action: { label: t('list.undo'), run: () => void guarded(bringBack) },
          });
        }),
      assess: (caseIds) =>
        guarded(async () => {
          for (const part of inParts(caseIds)) await ask(link, 'assessment.start', { caseIds: part });
        }),
    };
  }, [link, failed, t]);
}
