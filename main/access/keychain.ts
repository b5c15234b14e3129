import type { Failure } from '../../app/failure.ts';

/** The computer's own keychain, as the shell offers it; in the browser there is none. */
export type Keychain = {
  /** Which one it is, and why it is not to be used, if so; null where there is none. */
  describe(): Promise<{ backend: string; failure: Failure | null } | null>;
  seal(secret: string): Promise<string>;
  /** Null when this keychain did not seal it. */
  unseal(sealed: string): Promise<string | null>;
};

export const NO_KEYCHAIN: Keychain = {
  describe: async () => null,
  seal: async () => {
    throw new Error('there is no keychain here');
  },
  unseal: async () => null,
};
