import { FailureError } from '../../app/failure.ts';
import { isWordKey } from '../../app/words/say.ts';
import type { Draw } from '../../main/backend/testing/garbage.ts';

/** One thing that parses what strangers give. Lives in a child process, so that its end ends nothing else. */
export type Target = {
  /** Good inputs that mutations begin from. */
  seeds: readonly Uint8Array[];
  /** Takes one input; gives what became of it, or throws. */
  feed(bytes: Uint8Array, draw: Draw): Promise<Outcome>;
  /** What an input may have left behind (half a case, a staging folder), asked after a batch; null when all is whole. */
  leftBehind?(): Promise<string | null>;
  close?(): Promise<void> | void;
};

export type Outcome = 'taken' | 'refused';

/** Mutations differ by kind: bytes for formats, characters and cells for text. */
export type Kind = 'bytes' | 'text' | 'own';

/** Runs something and says whether it was refused with a sentence; anything else that is thrown goes on. */
export async function refusedOr(work: () => Promise<unknown> | unknown): Promise<Outcome> {
  try {
    await work();
    return 'taken';
  } catch (thrown) {
    if (thrown instanceof FailureError && isTyped(thrown.failure.code)) return 'refused';
    throw thrown;
  }
}

export function isTyped(code: string): boolean {
  return isWordKey(code) && code !== 'unexpected.error';
}
