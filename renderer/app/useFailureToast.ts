import { useCallback } from 'react';
import { type Failure, toFailure } from '../../app/failure.ts';
import { useWords } from '../words/words.ts';
import { toast } from './toasts.ts';

/** Shows anything thrown (or a `Failure`) as its sentence with the detail folded. */
export function useFailureToast(): (thrown: unknown) => void {
  const { fail } = useWords();
  return useCallback(
    (thrown: unknown) => {
      const failure: Failure =
        typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'values' in thrown
          ? (thrown as Failure)
          : toFailure(thrown);
      toast({ tone: 'failure', text: fail(failure), detail: failure.detail });
    },
    [fail],
  );
}
