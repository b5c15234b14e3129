import { useCallback } from 'react';
import { useLink } from '../link/link.ts';
import { addExamples, examplesReady } from './examples.ts';
import { useWatched } from './store.ts';
import { useFailureToast } from './useFailureToast.ts';

/** The action, and whether it is under way. */
export function useAddExamples(): { add: () => void; busy: boolean } {
  const link = useLink();
  const failed = useFailureToast();
  const busy = useWatched(examplesReady) !== null;
  const add = useCallback(() => void addExamples(link).catch(failed), [link, failed]);
  return { add, busy };
}
