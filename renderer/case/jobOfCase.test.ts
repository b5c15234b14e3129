import { describe, expect, it } from 'vitest';
import type { Job } from '../../app/contract/channels.ts';
import { jobShown } from './jobOfCase.ts';

const jobs = (...all: [string, string, Job['state']][]) =>
  new Map(
    all.map(([jobId, caseId, state]): [string, Job] => [
      jobId,
      { jobId, caseId, state, step: null, steps: [], restarts: 0, failure: null },
    ]),
  );

describe('the job told on the screen of a case', () => {
  it('is the one under way, of this case only', () => {
    expect(
      jobShown(jobs(['1', 'a', 'failed'], ['2', 'a', 'running'], ['3', 'b', 'running']), 'a')?.jobId,
    ).toBe('2');
    expect(jobShown(jobs(['3', 'b', 'running']), 'a')).toBeNull();
  });

  it('is the failure when nothing came after it', () => {
    expect(jobShown(jobs(['1', 'a', 'done'], ['2', 'a', 'failed']), 'a')?.jobId).toBe('2');
  });

  it('is nothing once a later job went well or was cancelled', () => {
    expect(jobShown(jobs(['1', 'a', 'failed'], ['2', 'a', 'done']), 'a')).toBeNull();
    expect(jobShown(jobs(['1', 'a', 'failed'], ['2', 'a', 'cancelled']), 'a')).toBeNull();
  });
});
