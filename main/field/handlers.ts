import type { Handlers } from '../../app/contract/channels.ts';
import type { Emit } from '../backend/queue.ts';
import { activateField, activeFieldId, getField, listFields } from '../store/fieldVersions.ts';
import { listOutcomes, recordOutcome } from '../store/outcomes.ts';
import type { Store } from '../store/store.ts';
import { readGrid } from './packGrid.ts';
import type { Rebuilder } from './rebuild.ts';
import { createSupply } from './supply.ts';

type FieldHandlers = Pick<Handlers, Extract<keyof Handlers, `field.${string}` | `outcome.${string}`>>;

/** Answers the contract's `outcome.*` and `field.*`. */
export function fieldHandlers(store: Store, rebuilder: Rebuilder, emit: Emit): FieldHandlers {
  const supplyOf = createSupply(store);
  const list = async () => ({
    activeId: activeFieldId(store),
    versions: listFields(store),
    own: await supplyOf(false),
    examples: await supplyOf(true),
    job: rebuilder.job(),
  });
  return {
    'outcome.list': async ({ caseId }) => ({ outcomes: listOutcomes(store, caseId) }),
    'outcome.record': async (given) => {
      recordOutcome(store, given);
      emit('case.changed', { caseId: given.caseId });
      emit('field.changed', {});
      return { outcomes: listOutcomes(store, given.caseId) };
    },
    'field.list': list,
    'field.get': async ({ fieldId }) => {
      const { version, grid } = getField(store, fieldId);
      return { version, grid: readGrid(grid) };
    },
    'field.rebuild': async ({ source }) => rebuilder.start(source),
    'field.cancel': async () => {
      rebuilder.cancel();
      return {};
    },
    'field.activate': async ({ fieldId }) => {
      activateField(store, fieldId);
      emit('field.changed', {});
      return await list();
    },
  };
}
