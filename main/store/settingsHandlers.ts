import type { EventName, EventPayload, Handlers } from '../../app/contract/channels.ts';
import { setSettings } from './changeSettings.ts';
import { getSettings } from './settings.ts';
import type { Store } from './store.ts';

/** Tells everyone who listens; the backend's own. */
export type Emit = <N extends EventName>(name: N, payload: EventPayload<N>) => void;

/** Answers the contract's `settings.*`. */
export function settingsHandlers(store: Store, emit: Emit): Pick<Handlers, 'settings.get' | 'settings.set'> {
  return {
    'settings.get': async () => getSettings(store),
    'settings.set': async (change) => {
      const settings = setSettings(store, change);
      emit('settings.changed', settings);
      emit('workList.changed', {});
      return settings;
    },
  };
}
