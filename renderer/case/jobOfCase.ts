import type { Job } from '../../app/contract/channels.ts';
import { isUnderWay } from '../jobs/jobs.ts';

/**
 * The job that matters on a case's screen: one under way, else the newest one if it failed. A failure is no longer
 * told once a later job of the case went well or was cancelled.
 */
export function jobShown(all: ReadonlyMap<string, Job>, caseId: string): Job | null {
  const own = [...all.values()].filter((job) => job.caseId === caseId);
  const newest = own.at(-1);
  return own.find(isUnderWay) ?? (newest?.state === 'failed' ? newest : null);
}
