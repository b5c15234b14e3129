import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { FailureError } from '../../app/failure.ts';
import { finishRestore } from '../backup/swap.ts';
import { type KeyFile, readKeyFile } from '../keys/keyFile.ts';
import { PLAIN_NAME } from '../store/encryptStore.ts';
import { STORE_FILE_NAME } from '../store/openStore.ts';
import { isStoreInUse, kindOfStore, saltOfStore } from '../store/storeLock.ts';

/** What lies in a data folder, before any key is known: nothing yet, a store of an earlier version, or a locked one. */
export type FolderState = { kind: 'empty' } | { kind: 'plain' } | { kind: 'locked'; keyFile: KeyFile };

/**
 * @throws FailureError `key.lost` (a store without its key), `store.missing` (a key without its store), `store.inUse`,
 * and those of `readKeyFile`. Never takes a bad state for an empty folder.
 */
export function lookAt(folder: string): FolderState {
  const file = join(folder, STORE_FILE_NAME);
  if (isStoreInUse(file)) throw new FailureError('store.inUse', { file });
  // A restore that was interrupted after its moment of change is finished before anything is looked at.
  finishRestore(folder);
  const kind = kindOfStore(file);
  const keyFile = readKeyFile(folder);
  const plainAside = existsSync(join(folder, PLAIN_NAME));
  if (keyFile) {
    if (kind === 'none' && keyFile.storeSalt !== null && !plainAside)
      throw new FailureError('store.missing', { file });
    return { kind: 'locked', keyFile };
  }
  if (kind === 'encrypted') throw new FailureError('key.lost', { file });
  return { kind: kind === 'plain' || plainAside ? 'plain' : 'empty' };
}

/**
 * A store that its key does not open: damaged, or another store's. SQLCipher cannot tell the two apart; the salt at
 * the store's beginning, kept in the key file, does.
 */
export function nameBadOpening(thrown: unknown, folder: string, keyFile: KeyFile | null): unknown {
  const file = join(folder, STORE_FILE_NAME);
  const corrupt = thrown instanceof FailureError && thrown.failure.code === 'store.corrupt';
  const salt = saltOfStore(file);
  if (!corrupt || !keyFile?.storeSalt || salt === null || salt === keyFile.storeSalt) return thrown;
  return new FailureError('store.otherKey', { file }, thrown.failure.detail);
}
