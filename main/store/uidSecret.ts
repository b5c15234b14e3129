import { randomBytes } from 'node:crypto';
import { prepared, read, type Store, write } from './store.ts';

/**
 * 32 bytes of this store alone, made at the first picture: what the UIDs of files are mapped under. It goes where the
 * store goes, so that a restored or moved store maps as before.
 */
export function uidSecret(store: Store): Buffer {
  const kept = read(store, () =>
    prepared<[], string>(store, "SELECT value FROM facts_of_store WHERE name = 'uidSecret'").pluck().get(),
  ) as string | undefined;
  if (kept) return Buffer.from(kept, 'hex');
  const made = randomBytes(32);
  write(store, () => {
    prepared(store, "INSERT INTO facts_of_store VALUES ('uidSecret', ?)").run(made.toString('hex'));
  });
  return made;
}
