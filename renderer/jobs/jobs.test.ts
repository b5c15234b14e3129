import { describe, expect, it } from 'vitest';
import type { Job } from '../../app/contract/channels.ts';
import { jobOfCase, jobsUnderWay, stepUnderWay, withJob } from './jobs.ts';

const job = (jobId: string, state: Job['state'], caseId = jobId): Job => ({
  jobId,
  caseId,
  state,
  step: null,
  steps: [],
  restarts: 0,
  failure: null,
});
const all = (...jobs: Job[]) => jobs.reduce(withJob, new Map() as ReadonlyMap<string, Job>);

describe('the queue', () => {
  it('shows what runs first, then what waits in order', () => {
    const queue = all(job('a', 'queued'), job('b', 'running'), job('c', 'queued'), job('d', 'done'));
    expect(jobsUnderWay(queue).map((j) => j.jobId)).toEqual(['b', 'a', 'c']);
  });
  it('is not revived by a message that comes late', () => {
    const queue = withJob(all(job('a', 'cancelled')), job('a', 'running'));
    expect(jobsUnderWay(queue)).toEqual([]);
  });
  it('tells the job of a case while it lasts', () => {
    expect(jobOfCase(all(job('1', 'running', 'case')), 'case')?.jobId).toBe('1');
    expect(jobOfCase(all(job('1', 'done', 'case')), 'case')).toBeUndefined();
  });
  it('names the step under way, whether or not the last one named is finished', () => {
    const running: Job = { ...job('a', 'running'), step: 'image' };
    expect(stepUnderWay(running)).toBe('image');
    expect(stepUnderWay({ ...running, steps: [{ step: 'image', ms: 500 }] })).toBe('segmentation');
    expect(stepUnderWay(job('a', 'queued'))).toBeNull();
  });
  it('forgets old jobs that have ended, never one under way', () => {
    const queue = all(job('open', 'queued'), ...Array.from({ length: 100 }, (_, i) => job(`d${i}`, 'done')));
    expect(queue.size).toBe(21);
    expect(queue.has('open')).toBe(true);
  });
});
