import { useCallback, useEffect, useRef, useState } from 'react';
import type { WorkListQuery, WorkListRow } from '../../app/contract/channels.ts';
import type { Failure } from '../../app/failure.ts';
import { useGeneration, useLink, useListen } from '../link/link.ts';
import { PAGE, pagesOf } from './paging.ts';

export type ListQuery = Pick<WorkListQuery, 'search' | 'order' | 'archived'>;
export type PagedRows = {
  /** Null until the first answer. */
  total: number | null;
  row: (index: number) => WorkListRow | undefined;
  /** Says which rows are in view; pages that are missing or out of date are asked for. */
  show: (first: number, last: number) => void;
  /** The row, asked for if it is not there. */
  fetchRow: (index: number) => Promise<WorkListRow | undefined>;
  indexOf: (caseId: string) => number;
  failure: Failure | null;
  /** True while rows on screen belong to the previous query. */
  behind: boolean;
  reload: () => void;
};

type Page = { rows: WorkListRow[]; version: number };

/** At most this many pages are kept: scrolling through 100,000 cases must not fill the memory. */
const PAGES_KEPT = 40;

/** The work list, page by page. Old rows stay until the new ones arrive, so that nothing flickers. */
export function usePagedRows(query: ListQuery): PagedRows {
  const link = useLink();
  const generation = useGeneration();
  const { search, order, archived } = query;
  const [, redraw] = useState(0);
  const [total, setTotal] = useState<number | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const pages = useRef(new Map<number, Page>());
  const asked = useRef(new Map<string, Promise<void>>());
  const shown = useRef({ first: 0, last: 20 });
  /** Rises whenever what is kept may be out of date. */
  const version = useRef(0);
  const [answered, setAnswered] = useState(0);
  /** Whose rows are kept; rows of another query are never shown beside them. */
  const keptFor = useRef('');

  const fetchPage = useCallback(
    (page: number): Promise<void> => {
      const mine = version.current;
      const key = `${mine}/${page}`;
      const under = asked.current.get(key);
      if (under) return under;
      const promise = link
        .send('case.workList', { search, order, archived, offset: page * PAGE, limit: PAGE })
        .then((reply) => {
          asked.current.delete(key);
          if (mine !== version.current) return;
          if (!reply.ok) {
            setFailure(reply.failure);
            return;
          }
          setFailure(null);
          const query = `${order} ${archived} ${search}`;
          if (keptFor.current !== query) pages.current.clear();
          keptFor.current = query;
          pages.current.delete(page);
          pages.current.set(page, { rows: reply.value.rows, version: mine });
          for (const old of pages.current.keys()) {
            if (pages.current.size <= PAGES_KEPT) break;
            if (old !== page) pages.current.delete(old);
          }
          setTotal(reply.value.total);
          setAnswered(mine);
          redraw((n) => n + 1);
        });
      asked.current.set(key, promise);
      return promise;
    },
    [link, search, order, archived],
  );

  const show = useCallback(
    (first: number, last: number) => {
      shown.current = { first, last };
      for (const page of pagesOf(first, last)) {
        if (pages.current.get(page)?.version !== version.current) void fetchPage(page);
      }
    },
    [fetchPage],
  );

  const reload = useCallback(() => {
    version.current++;
    show(shown.current.first, shown.current.last);
  }, [show]);

  // A new query, or a new connection, makes everything kept out of date.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new generation means "read again"
  useEffect(() => {
    reload();
  }, [reload, generation]);

  // Many changes at once (an import) are read once.
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const soon = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(reload, 120);
  }, [reload]);
  useEffect(() => () => clearTimeout(timer.current), []);
  useListen('workList.changed', soon);

  const row = useCallback(
    (index: number) => pages.current.get(Math.floor(index / PAGE))?.rows[index % PAGE],
    [],
  );
  const fetchRow = useCallback(
    async (index: number) => {
      if (!row(index)) await fetchPage(Math.floor(index / PAGE));
      return row(index);
    },
    [row, fetchPage],
  );
  const indexOf = useCallback((caseId: string) => {
    for (const [page, { rows }] of pages.current) {
      const at = rows.findIndex((r) => r.caseId === caseId);
      if (at >= 0) return page * PAGE + at;
    }
    return -1;
  }, []);

  return { total, row, show, fetchRow, indexOf, failure, behind: answered !== version.current, reload };
}
