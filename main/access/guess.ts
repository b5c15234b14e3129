import { FailureError } from '../../app/failure.ts';
import type { Attempts } from './attempts.ts';

/** One guess at a secret: `open` gives null for a wrong one, and `wrong` is what the person is then told. */
export type Guess = <T>(open: () => Promise<T | null> | T | null, wrong: () => FailureError) => Promise<T>;

/**
 * Guesses that get slower, the one way to a passphrase or code of the store, of a backup or of a file of cases.
 * @param who whose secret: guesses at one do not slow down another's
 * @throws FailureError `access.wait`
 */
export function slowedGuess(attempts: Attempts, who: string): Guess {
  return async (open, wrong) => {
    const seconds = attempts.waitSeconds(who);
    if (seconds > 0) throw new FailureError('access.wait', { seconds });
    attempts.begin(who);
    const opened = await freeGuess(open, wrong);
    attempts.succeeded(who);
    return opened;
  };
}

/** Without a limit: where a test guesses, or a file is opened outside the application. */
export const freeGuess: Guess = async (open, wrong) => {
  const opened = await open();
  if (opened === null) throw wrong();
  return opened;
};
