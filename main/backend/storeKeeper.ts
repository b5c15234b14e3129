import { type Failure, FailureError, toFailure } from '../../app/failure.ts';
import { openStore, type Store } from '../store/index.ts';

/** Holds the store, or the reason why there is none: the backend stays up either way, so that the screen can say it. */
export type StoreKeeper = {
  /** Opens the store, or keeps the reason why it does not open. */
  open(): void;
  /** The open store; throws its FailureError when it could not be opened. */
  store(): Store;
  /** Tries once more where opening has failed; what is wrong now, null when open. */
  failure(): Failure | null;
  close(): void;
};

/** `opened` is called each time the store opens, before anything else uses it. */
export function keepStore(folder: string, opened: (store: Store) => void): StoreKeeper {
  let store: Store | null = null;
  let failure: Failure | null = null;

  function open(): void {
    try {
      store = openStore(folder);
      failure = null;
      opened(store);
    } catch (error) {
      if (!(error instanceof FailureError)) console.error('opening the store:', error);
      failure = toFailure(error);
    }
  }

  return {
    open,
    store() {
      if (!store) throw new FailureError(failure!.code, failure!.values, failure!.detail);
      return store;
    },
    failure() {
      if (!store) open();
      return failure;
    },
    close() {
      store?.close();
    },
  };
}
