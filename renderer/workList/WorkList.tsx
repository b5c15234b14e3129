import { useDebouncedValue } from '@mantine/hooks';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { type KeyBinding, useKeys } from '../app/keys.ts';
import { currentRoute, showCase, showList, useRoute } from '../app/route.ts';
import { useWatched } from '../app/store.ts';
import { useRefusal } from '../unlock/access.ts';
import { useWords } from '../words/words.ts';
import { EmptyList } from './EmptyList.tsx';
import { listView } from './listView.ts';
import { neighbour } from './paging.ts';
import { Rows, type RowsHandle } from './Rows.tsx';
import { SearchBar } from './SearchBar.tsx';
import { SelectionBar } from './SelectionBar.tsx';
import { extendSelected, NOTHING_SELECTED, toggleSelected } from './selection.ts';
import { useCaseActions } from './useCaseActions.ts';
import { usePagedRows } from './usePagedRows.ts';
import classes from './WorkList.module.css';

const ExportCases = lazy(async () => ({ default: (await import('../backup/ExportCases.tsx')).ExportCases }));
const EraseCases = lazy(async () => ({ default: (await import('../backup/EraseCases.tsx')).EraseCases }));

/** The list at the left: search, rows, and what to do with marked rows. */
export function WorkList() {
  const { t } = useWords();
  const { caseId, newCase } = useRoute();
  const view = useWatched(listView);
  const [search] = useDebouncedValue(view.search, 90);
  const list = usePagedRows({ search, order: view.order, archived: view.archived });
  const [selection, setSelection] = useState(NOTHING_SELECTED);
  const actions = useCaseActions();
  const refusals = {
    assess: useRefusal('assessment.start'),
    archive: useRefusal('case.setArchived'),
    remove: useRefusal('case.delete'),
    send: useRefusal('transfer.export'),
    erase: useRefusal('erase.cases'),
  };
  const [doing, setDoing] = useState<{ what: 'export' | 'erase'; caseIds: readonly string[] } | null>(null);
  const rows = useRef<RowsHandle>(null);
  const field = useRef<HTMLInputElement>(null);
  /** Where the case in view stands; kept when it leaves the list, so that J goes on from there. */
  const at = useRef(-1);

  const found = caseId ? list.indexOf(caseId) : -1;
  useEffect(() => {
    if (found >= 0) at.current = found;
  }, [found]);

  const go = async (step: 1 | -1) => {
    const index = neighbour(at.current, step, list.total ?? 0);
    const row = index < 0 ? undefined : await list.fetchRow(index);
    if (row && (await showCase(row.caseId))) {
      at.current = index;
      rows.current?.reveal(index);
    }
  };
  const open = async (index: number) => {
    const row = list.row(index);
    if (!row || !(await showCase(row.caseId))) return;
    at.current = index;
  };
  const markOpenCase = () => {
    if (caseId) setSelection((s) => toggleSelected(s, caseId, at.current));
  };
  const focusSearch = () => {
    if (!currentRoute().listShown) showList(true);
    requestAnimationFrame(() => field.current?.select());
  };
  const ids = [...selection.ids];
  const meant = ids.length > 0 ? ids : caseId && !newCase ? [caseId] : [];
  const clear = () => setSelection(NOTHING_SELECTED);

  const archiveKey: KeyBinding = {
    keys: 'a',
    label: 'keys.archive',
    area: 'keys.areaList',
    press: () => {
      if (meant.length > 0) void actions.archive(meant, !view.archived).then(clear);
    },
  };
  const deleteKey: KeyBinding = {
    keys: 'delete',
    label: 'keys.delete',
    area: 'keys.areaList',
    press: () => {
      if (meant.length > 0) void actions.remove(meant).then(clear);
    },
  };
  useKeys([
    { keys: 'j', label: 'keys.nextCase', area: 'keys.areaList', press: () => void go(1) },
    { keys: 'k', label: 'keys.previousCase', area: 'keys.areaList', press: () => void go(-1) },
    { keys: '/', label: 'keys.search', area: 'keys.areaList', press: focusSearch },
    { keys: 'x', label: 'keys.mark', area: 'keys.areaList', press: markOpenCase },
    ...(refusals.archive ? [] : [archiveKey]),
    ...(refusals.remove ? [] : [deleteKey]),
  ]);

  return (
    <section className={classes.list} aria-label={t('keys.areaList')}>
      <SearchBar ref={field} total={list.total} />
      {list.total === 0 || (list.failure && list.total === null) ? (
        <EmptyList failure={list.failure} search={search} reload={list.reload} />
      ) : (
        <Rows
          ref={rows}
          list={list}
          openCaseId={newCase ? null : caseId}
          selection={selection}
          onOpen={(index) => void open(index)}
          onMark={(id, index, range) =>
            setSelection((s) =>
              range ? extendSelected(s, index, (i) => list.row(i)?.caseId) : toggleSelected(s, id, index),
            )
          }
        />
      )}
      {ids.length > 0 && (
        <SelectionBar
          n={ids.length}
          archived={view.archived}
          onAssess={() => void actions.assess(ids).then(clear)}
          onArchive={() => void actions.archive(ids, !view.archived).then(clear)}
          onDelete={() => void actions.remove(ids).then(clear)}
          onExport={() => setDoing({ what: 'export', caseIds: ids })}
          onErase={() => setDoing({ what: 'erase', caseIds: ids })}
          refusals={refusals}
          onClear={clear}
        />
      )}
      <Suspense>
        {doing?.what === 'export' && <ExportCases caseIds={doing.caseIds} onClose={() => setDoing(null)} />}
        {doing?.what === 'erase' && (
          <EraseCases caseIds={doing.caseIds} onClose={() => setDoing(null)} onErased={clear} />
        )}
      </Suspense>
    </section>
  );
}
