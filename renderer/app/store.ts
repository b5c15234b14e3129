import { useSyncExternalStore } from 'react';

/** A value several screens watch; the smallest thing that does it. */
export type Watched<T> = {
  get: () => T;
  set: (next: T | ((now: T) => T)) => void;
  watch: (changed: () => void) => () => void;
};

export function watched<T>(first: T): Watched<T> {
  let now = first;
  const watchers = new Set<() => void>();
  return {
    get: () => now,
    set: (next) => {
      const value = typeof next === 'function' ? (next as (now: T) => T)(now) : next;
      if (Object.is(value, now)) return;
      now = value;
      for (const watcher of [...watchers]) watcher();
    },
    watch: (changed) => {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
  };
}

export function useWatched<T>(store: Watched<T>): T {
  return useSyncExternalStore(store.watch, store.get);
}
