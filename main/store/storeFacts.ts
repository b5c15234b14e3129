import { prepared, type Store } from './store.ts';

/** Small named values of the store itself: settings, the model packs last seen. */
export type StoreFact = 'settings' | 'packVersion' | 'opinionPacks' | 'activeField';

export function getFact(store: Store, name: StoreFact): string | null {
  const value = prepared<[string], string>(store, 'SELECT value FROM facts_of_store WHERE name = ?')
    .pluck()
    .get(name);
  return (value as string | undefined) ?? null;
}

/** Inside a `write`. */
export function setFact(store: Store, name: StoreFact, value: string): void {
  prepared(
    store,
    'INSERT INTO facts_of_store VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  ).run(name, value);
}
