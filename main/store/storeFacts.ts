import { prepared, type Store } from './store.ts';

/** Small named values of the store itself: settings, the model packs last seen. */
export type StoreFact = 'settings' | 'packVersion' | 'opinionPacks' | 'activeField';

export function getFact(store: Store, name: StoreFact): string | null {
  const value = prepared<[string], string>(store, 'SELECT value FROM facts_of_store WHERE name = ?')
    .pluck()
    .get(name);
  return (value as string | undefined) ?? null;
}

/** The risk field that ships with the product. */
export const BUILT_IN = 'builtIn';

/** `builtIn` or the id of the version in use. */
export function activeFieldId(store: Store): string {
  return getFact(store, 'activeField') ?? BUILT_IN;
}

/** Inside a `write`. */
export function setFact(store: Store, name: StoreFact, value: string): void {
  prepared(
    store,
    'INSERT INTO facts_of_store VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  ).run(name, value);
}
