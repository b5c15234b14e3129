import { ASSESSMENT_STEPS, type AssessmentStep } from '../../app/case/assessment.ts';
import type { Job } from '../../app/contract/channels.ts';
import { watched } from '../app/store.ts';

/** Every job heard of in this session, newest last, by its id. */
export const jobs = watched<ReadonlyMap<string, Job>>(new Map());

const ENDED = new Set<Job['state']>(['done', 'cancelled', 'failed']);
export const isUnderWay = (job: Job): boolean => !ENDED.has(job.state);

/** Ended jobs kept for reading their times; older ones are dropped. */
const ENDED_KEPT = 20;

/** The jobs with one more told about. A late message never revives a job that has ended. */
export function withJob(all: ReadonlyMap<string, Job>, job: Job): ReadonlyMap<string, Job> {
  const before = all.get(job.jobId);
  if (before && !isUnderWay(before) && isUnderWay(job)) return all;
  const next = new Map(all);
  next.set(job.jobId, job);
  const ended = [...next.values()].filter((j) => !isUnderWay(j));
  for (const old of ended.slice(0, Math.max(0, ended.length - ENDED_KEPT))) next.delete(old.jobId);
  return next;
}

/** Running first, then queued in order. */
export function jobsUnderWay(all: ReadonlyMap<string, Job>): Job[] {
  const open = [...all.values()].filter(isUnderWay);
  return [...open.filter((j) => j.state === 'running'), ...open.filter((j) => j.state === 'queued')];
}

/** The job of a case that is still under way. */
export function jobOfCase(all: ReadonlyMap<string, Job>, caseId: string): Job | undefined {
  return jobsUnderWay(all).find((job) => job.caseId === caseId);
}

/** The step under way: the first one without a time. Null while the job waits or when all are finished. */
export function stepUnderWay(job: Job): AssessmentStep | null {
  if (job.state !== 'running') return null;
  const finished = new Set(job.steps.map(({ step }) => step));
  return ASSESSMENT_STEPS.find((step) => !finished.has(step)) ?? null;
}
