import { isDeepStrictEqual } from 'node:util';
import type { CaseFacts, CaseView } from '../../app/case/patientCase.ts';
import type { CaseChange } from '../../app/contract/channels.ts';
import { FailureError } from '../../app/failure.ts';
import type { MaskRuns } from '../../app/segmentation/mask.ts';
import { record } from './audit.ts';
import { type CaseRow, findCaseRow, readViews, writeViews } from './caseRows.ts';
import { prepared, type Store, write } from './store.ts';
import { refreshWords, refreshWorkListRow } from './workListColumns.ts';

/** The facts the estimate reads; the label is only a name. */
const FACTS_THAT_COUNT = ['ageYears', 'sex', 'side', 'pole', 'report'] as const;

/**
 * Applies what a person changed. The revision rises when anything the estimate reads has really changed: a value
 * set to what it was, or a new label, leaves the assessment current. Nothing is written when nothing differs.
 */
export function changeCase(store: Store, change: CaseChange): void {
  write(store, () => {
    const row = findCaseRow(store, change.caseId);
    const before: CaseFacts = {
      label: row.label,
      ageYears: row.age_years,
      sex: row.sex,
      side: row.side,
      pole: row.pole,
      report: row.report,
    };
    const after: CaseFacts = { ...before, ...withoutUndefined(change.facts ?? {}) };
    const viewsBefore = readViews(store, row.n);
    const viewsAfter = change.view ? changeView(viewsBefore, change.view) : viewsBefore;
    if (isDeepStrictEqual(before, after) && isDeepStrictEqual(viewsBefore, viewsAfter)) return;

    const counts =
      FACTS_THAT_COUNT.some((name) => before[name] !== after[name]) ||
      !isDeepStrictEqual(viewsBefore.map(whatCounts), viewsAfter.map(whatCounts));
    saveFacts(store, row, after, counts);
    if (viewsAfter !== viewsBefore) writeViews(store, row.n, viewsAfter);
    refreshWorkListRow(store, row.n);
    record(store, {
      action: 'case.changed',
      caseId: row.id,
      detail: { fields: changedNames(before, after), views: changedViews(viewsBefore, viewsAfter) },
    });
    if (before.label !== after.label || before.report !== after.report) refreshWords(store, row.n);
  });
}

/** What was changed, without the values: they may be a patient's. */
function changedNames<T extends object>(before: T, after: T): string[] {
  return Object.keys(after).filter(
    (name) => !isDeepStrictEqual(before[name as keyof T], after[name as keyof T]),
  );
}

function changedViews(before: readonly CaseView[], after: readonly CaseView[]): string[] {
  return after.flatMap((view) => {
    const was = before.find((one) => one.imageId === view.imageId);
    return was ? changedNames(was, view).map((name) => `${view.kind} ${name}`) : [];
  });
}

function saveFacts(store: Store, row: CaseRow, facts: CaseFacts, counts: boolean): void {
  prepared(
    store,
    `UPDATE cases SET label = ?, age_years = ?, sex = ?, side = ?, pole = ?, report = ?, updated_at = ?,
         revision = revision + ? WHERE n = ?`,
  ).run(
    facts.label,
    facts.ageYears,
    facts.sex,
    facts.side,
    facts.pole,
    facts.report,
    store.now().toISOString(),
    counts ? 1 : 0,
    row.n,
  );
}

/** What the estimate reads of a view: everything but the file's name and where the scale came from. */
function whatCounts(view: CaseView) {
  const { fileName: _name, spacingSource: _source, ...rest } = view;
  return rest;
}

function changeView(views: CaseView[], change: NonNullable<CaseChange['view']>): CaseView[] {
  const changed = views.find((view) => view.kind === change.kind);
  if (!changed) throw new FailureError('case.viewMissing', {});
  checkMask(change.handNodule, changed);
  checkMask(change.handGland, changed);
  const { kind, newKind = kind, ...values } = change;
  const next: CaseView = { ...changed, ...withoutUndefined(values), kind: newKind };
  if (next.spacingMmPerPx === null) next.spacingSource = null;
  else if (change.spacingMmPerPx && !change.spacingSource) next.spacingSource = 'entered';
  return views
    .map((view) => {
      if (view === changed) return next;
      // two views of one kind cannot be: naming one the other swaps them
      return view.kind === newKind ? { ...view, kind } : view;
    })
    .sort((a, b) => b.kind.localeCompare(a.kind));
}

function checkMask(mask: MaskRuns | null | undefined, view: CaseView): void {
  if (!mask || (mask.width === view.width && mask.height === view.height)) return;
  throw new FailureError('case.maskSize', {
    file: view.fileName,
    mask: `${mask.width} × ${mask.height}`,
    frame: `${view.width} × ${view.height}`,
  });
}

function withoutUndefined<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}
