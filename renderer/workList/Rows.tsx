import { useVirtualizer } from '@tanstack/react-virtual';
import { type Ref, useCallback, useEffect, useImperativeHandle, useRef } from 'react';
import { useWatched } from '../app/store.ts';
import { rememberLabel } from '../jobs/caseLabels.ts';
import { jobOfCase, jobs } from '../jobs/jobs.ts';
import { useWords } from '../words/words.ts';
import { ListRow } from './ListRow.tsx';
import classes from './Rows.module.css';
import { RowThumbnail, useHovered } from './RowThumbnail.tsx';
import type { Selection } from './selection.ts';
import type { PagedRows } from './usePagedRows.ts';

export const ROW_PX = 40;
export type RowsHandle = { reveal: (index: number) => void };

type Props = {
  list: PagedRows;
  openCaseId: string | null;
  selection: Selection;
  onOpen: (index: number) => void;
  onMark: (caseId: string, index: number, range: boolean) => void;
  ref: Ref<RowsHandle>;
};

/** Only the rows in view exist in the page, whatever the length of the list. */
export function Rows({ list, openCaseId, selection, onOpen, onMark, ref }: Props) {
  const { t } = useWords();
  const box = useRef<HTMLDivElement>(null);
  const allJobs = useWatched(jobs);
  const virtual = useVirtualizer({
    count: list.total ?? 0,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
  });
  useImperativeHandle(ref, () => ({ reveal: (index) => virtual.scrollToIndex(index, { align: 'auto' }) }), [
    virtual,
  ]);

  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 20;
  const { hovered, hover } = useHovered();
  // The same functions at every render, so that only rows that changed are drawn again.
  const latest = useRef({ onOpen, onMark });
  useEffect(() => {
    latest.current = { onOpen, onMark };
  });
  const open = useCallback((index: number) => latest.current.onOpen(index), []);
  const mark = useCallback(
    (caseId: string, index: number, range: boolean) => latest.current.onMark(caseId, index, range),
    [],
  );
  const { show } = list;
  useEffect(() => show(first, last), [show, first, last]);

  return (
    <div ref={box} className={classes.box} aria-busy={list.behind}>
      <ul className={classes.all} style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = list.row(item.index);
          if (row) rememberLabel(row.caseId, row.label);
          return (
            <li
              key={row?.caseId ?? item.index}
              className={classes.place}
              style={{ transform: `translateY(${item.start}px)` }}
              aria-setsize={list.total ?? undefined}
              aria-posinset={item.index + 1}
            >
              {row ? (
                <ListRow
                  row={row}
                  open={row.caseId === openCaseId}
                  marked={selection.ids.has(row.caseId)}
                  marking={selection.ids.size > 0}
                  job={jobOfCase(allJobs, row.caseId)}
                  index={item.index}
                  onOpen={open}
                  onMark={mark}
                  onHover={hover}
                />
              ) : (
                <div className={classes.waiting} title={t('shell.loading')} />
              )}
            </li>
          );
        })}
      </ul>
      {hovered && <RowThumbnail key={hovered.caseId} {...hovered} />}
    </div>
  );
}
