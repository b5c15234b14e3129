import { prepared, read, type Store, write } from './store.ts';

/** What a person has typed or drawn and not yet saved: in the encrypted store, seen by that person only. */

export function listDrafts(store: Store, userId: string): { key: string; value: string }[] {
  return read(store, () =>
    prepared<[string], { key: string; value: string }>(
      store,
      'SELECT key, value FROM drafts WHERE user_id = ? ORDER BY key',
    ).all(userId),
  );
}

/** Keeps a draft; null drops it. */
export function keepDraft(store: Store, userId: string, key: string, value: string | null): void {
  write(store, () => {
    if (value === null) prepared(store, 'DELETE FROM drafts WHERE user_id = ? AND key = ?').run(userId, key);
    else
      prepared(
        store,
        `INSERT INTO drafts VALUES (?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET value = excluded.value, kept_at = excluded.kept_at`,
      ).run(userId, key, value, store.now().toISOString());
  });
}
