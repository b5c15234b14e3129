import { useCallback } from 'react';
import { ask, useLink } from '../link/link.ts';
import { showCase } from './route.ts';
import { useFailureToast } from './useFailureToast.ts';

/** Adds the shipped example cases, starts their assessment and shows the first. */
export function useAddExamples(): () => void {
  const link = useLink();
  const failed = useFailureToast();
  return useCallback(() => {
    void (async () => {
      try {
        const { caseIds } = await ask(link, 'case.addExamples', {});
        if (caseIds.length === 0) return;
        await ask(link, 'assessment.start', { caseIds });
        await showCase(caseIds[0]);
      } catch (thrown) {
        failed(thrown);
      }
    })();
  }, [link, failed]);
}
