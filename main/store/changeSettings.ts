import { RESTING_SETTINGS } from '../../app/case/staleness.ts';
import { type Settings, settingsSchema } from '../../app/settings.ts';
import { record } from './audit.ts';
import { getSettings } from './settings.ts';
import { type Store, write } from './store.ts';
import { setFact } from './storeFacts.ts';
import { refreshStaleness } from './workListColumns.ts';

/** Changes the given settings and returns all of them; estimates that rest on other ones become stale. */
export function setSettings(store: Store, change: Partial<Settings>): Settings {
  return write(store, () => {
    const before = getSettings(store);
    const next = settingsSchema.parse({ ...before, ...change });
    setFact(store, 'settings', JSON.stringify(next));
    if (RESTING_SETTINGS.some((name) => before[name] !== next[name])) refreshStaleness(store);
    const names = Object.keys(next) as (keyof Settings)[];
    for (const name of names.filter((one) => before[one] !== next[one]))
      record(store, { action: 'settings.changed', detail: { name, was: before[name], is: next[name] } });
    return next;
  });
}
