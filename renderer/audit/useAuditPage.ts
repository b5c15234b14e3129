import { useEffect, useState } from 'react';
import type { AuditEntry, AuditFilter } from '../../app/audit/auditEntry.ts';
import { useFailureToast } from '../app/useFailureToast.ts';
import { ask, useLink } from '../link/link.ts';

export const PAGE = 50;

/** One page of the log, newest first. */
export function useAuditPage(
  filter: AuditFilter,
  offset: number,
): { rows: readonly AuditEntry[]; total: number } {
  const link = useLink();
  const failed = useFailureToast();
  const [page, setPage] = useState<{ rows: readonly AuditEntry[]; total: number }>({ rows: [], total: 0 });
  useEffect(() => {
    let late = false;
    void ask(link, 'audit.list', { ...filter, offset, limit: PAGE })
      .then((found) => {
        if (!late) setPage(found);
      })
      .catch(failed);
    return () => {
      late = true;
    };
  }, [link, filter, offset, failed]);
  return page;
}
