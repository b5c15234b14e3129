import type { Handlers } from '../../app/contract/channels.ts';
import { type Failure, toFailure } from '../../app/failure.ts';
import { addSmear, listSmears, removeSmear, restoreSmear, type Store } from '../store/index.ts';
import type { Emit } from '../store/settingsHandlers.ts';
import { readSmear } from './smearPicture.ts';

type CytologyHandlers = Pick<Handlers, Extract<keyof Handlers, `cytology.${string}`>>;

/** Answers the contract's `cytology.*`. */
export function cytologyHandlers(store: Store, emit: Emit): CytologyHandlers {
  const changed = (caseId: string) => {
    emit('case.changed', { caseId });
    emit('workList.changed', {});
    return { smears: listSmears(store, caseId) };
  };
  return {
    'cytology.list': async ({ caseId }) => ({ smears: listSmears(store, caseId) }),
    'cytology.add': async ({ caseId, files }) => {
      // An unknown case is told once, not once for every file.
      listSmears(store, caseId);
      const refused: Failure[] = [];
      for (const { name, base64 } of files) {
        try {
          addSmear(store, caseId, await readSmear(Buffer.from(base64, 'base64'), name));
        } catch (thrown) {
          refused.push(toFailure(thrown));
        }
      }
      return { ...changed(caseId), refused };
    },
    'cytology.remove': async ({ caseId, imageId }) => {
      removeSmear(store, caseId, imageId);
      return changed(caseId);
    },
    'cytology.restore': async ({ caseId, imageId }) => {
      restoreSmear(store, caseId, imageId);
      return changed(caseId);
    },
  };
}
