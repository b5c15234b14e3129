import type { Handlers, ParsedInput } from '../../app/contract/channels.ts';
import { FailureError } from '../../app/failure.ts';
import {
  changeCase,
  createCase,
  deleteCases,
  getCaseBundle,
  type NewView,
  queryWorkList,
  type Store,
  setArchived,
  setReviewed,
  undeleteCases,
} from '../store/index.ts';
import type { Emit } from '../store/settingsHandlers.ts';
import { addExamples } from './addExamples.ts';
import { importFolder } from './importFolder.ts';
import { type Staging, toNewImage } from './staging.ts';

type CaseHandlers = Pick<Handlers, Extract<keyof Handlers, `case.${string}`>>;

/** Answers the contract's `case.*`. */
export function caseHandlers(store: Store, staging: Staging, emit: Emit): CaseHandlers {
  const changed = (caseIds: readonly string[]) => {
    for (const caseId of caseIds) emit('case.changed', { caseId });
    emit('workList.changed', {});
  };
  return {
    'case.create': async (input) => {
      const created = createCase(store, {
        facts: input.facts,
        views: await stagedViews(staging, input.views),
        simulated: false,
      });
      for (const view of input.views) staging.discard(view.stagedId);
      changed([created.id]);
      return created;
    },
    'case.get': async ({ caseId }) => getCaseBundle(store, caseId),
    'case.change': async (change) => {
      changeCase(store, change);
      changed([change.caseId]);
      return getCaseBundle(store, change.caseId);
    },
    'case.setReviewed': async ({ caseId, reviewed }) => {
      setReviewed(store, caseId, reviewed);
      changed([caseId]);
      return getCaseBundle(store, caseId);
    },
    'case.setArchived': async ({ caseIds, archived }) => {
      setArchived(store, caseIds, archived);
      changed(caseIds);
      return {};
    },
    'case.delete': async ({ caseIds }) => {
      deleteCases(store, caseIds);
      emit('workList.changed', {});
      return {};
    },
    'case.undelete': async ({ caseIds }) => {
      undeleteCases(store, caseIds);
      changed(caseIds);
      return {};
    },
    'case.workList': async (query) => queryWorkList(store, query),
    'case.importFolder': async ({ files }) => {
      const told = steadily(() => emit('workList.changed', {}));
      return importFolder(store, files, told).finally(() => {
        emit('workList.changed', {});
        // the table may have brought outcomes, from which a risk field can be rebuilt
        emit('field.changed', {});
      });
    },
    'case.addExamples': async () => addExamples(store, (caseId) => changed([caseId])),
  };
}

/** At most every half second, so that a long import does not keep every list reading it anew. */
function steadily(tell: () => void): () => void {
  let last = 0;
  return () => {
    if (Date.now() - last < 500) return;
    last = Date.now();
    tell();
  };
}

/** Turns staged pictures into a case's views; two views of one kind are refused with `case.sameView`. */
async function stagedViews(staging: Staging, views: ParsedInput<'case.create'>['views']): Promise<NewView[]> {
  if (new Set(views.map((view) => view.kind)).size < views.length)
    throw new FailureError('case.sameView', {});
  return Promise.all(
    views.map(async ({ stagedId, kind, spacingMmPerPx, spacingSource, burnedInText }) => {
      return {
        kind,
        image: await toNewImage(staging.get(stagedId), burnedInText),
        spacingMmPerPx,
        spacingSource: spacingSource ?? (spacingMmPerPx === null ? null : 'entered'),
      };
    }),
  );
}
