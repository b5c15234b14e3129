import type { Failure } from '../../app/failure.ts';
import { useWords } from '../words/words.ts';
import classes from './unlock.module.css';

/** Why a form of the door was not accepted. */
export function FormFailure({ failure }: { failure: Failure | null }) {
  const { fail } = useWords();
  return (
    failure && (
      <p className={classes.failure} role="alert">
        {fail(failure)}
      </p>
    )
  );
}
