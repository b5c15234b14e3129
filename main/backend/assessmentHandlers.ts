import type { Handlers } from '../../app/contract/channels.ts';
import { getAssessment, getCase, type Store } from '../store/index.ts';
import type { Queue } from './queue.ts';

type AssessmentHandlers = Pick<Handlers, Extract<keyof Handlers, `assessment.${string}`>>;

/** Answers the contract's `assessment.*`. */
export function assessmentHandlers(store: Store, queue: Queue): AssessmentHandlers {
  return {
    'assessment.start': async ({ caseIds }) => {
      // All or none: an unknown case is told before anything is queued.
      for (const caseId of caseIds) getCase(store, caseId);
      return { jobs: queue.start(caseIds) };
    },
    'assessment.cancel': async ({ jobId }) => {
      queue.cancel(jobId);
      return {};
    },
    'assessment.jobs': async () => ({ jobs: queue.jobs() }),
    'assessment.get': async ({ assessmentId }) => getAssessment(store, assessmentId),
  };
}
