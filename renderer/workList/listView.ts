import type { WorkListQuery } from '../../app/contract/channels.ts';
import { watched } from '../app/store.ts';

/** What the list shows; kept while the list is hidden. */
export const listView = watched<Pick<WorkListQuery, 'search' | 'order' | 'archived'>>({
  search: '',
  order: 'newest',
  archived: false,
});

/** The search field holds at most this much (the contract's bound). */
export const SEARCH_CHARACTERS_MAX = 300;

export const setSearch = (search: string): void =>
  listView.set((now) => ({ ...now, search: search.slice(0, SEARCH_CHARACTERS_MAX) }));
