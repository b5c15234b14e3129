import { describe, expect, test } from 'vitest';
import type { Assessment } from '../../app/case/assessment.ts';
import type { Job } from '../../app/contract/channels.ts';
import { FailureError } from '../../app/failure.ts';
import { ITSELF } from '../store/store.ts';
import { type AssessmentWatch, createQueue, type Queue } from './queue.ts';

type Started = {
  caseId: string;
  watch: AssessmentWatch;
  finish(): void;
  fail(error: unknown): void;
};

/** A queue whose assessments are ended by the test. */
function open() {
  const started: Started[] = [];
  const saved: string[] = [];
  const events: { name: string; payload: { job?: Job } }[] = [];
  let restarts = 0;
  const queue: Queue = createQueue({
    assessCase: (caseId, watch) =>
      new Promise<Assessment>((resolve, reject) => {
        watch.signal.addEventListener('abort', () => reject(watch.signal.reason));
        started.push({ caseId, watch, finish: () => resolve({ caseId } as Assessment), fail: reject });
      }),
    save: (assessment) => saved.push(assessment.caseId),
    asking: () => ITSELF,
    restarts: () => restarts,
    emit: (name, payload) => events.push({ name, payload: payload as { job?: Job } }),
  });
  const settled = async (jobId: string): Promise<Job> =>
    await expect
      .poll(() => queue.jobs().find((job) => job.jobId === jobId), { interval: 1 })
      .toMatchObject({ state: expect.stringMatching(/done|failed|cancelled/) })
      .then(() => queue.jobs().find((job) => job.jobId === jobId)!);
  return { queue, started, saved, events, settled, die: () => restarts++ };
}
const states = (queue: Queue): string[] => queue.jobs().map((job) => `${job.caseId} ${job.state}`);

describe('the queue of assessments', () => {
  test('runs one at a time, in the order asked for', async () => {
    const { queue, started, saved, settled } = open();
    const { 0: a, 1: b } = queue.start(['a', 'b', 'c']);
    expect(states(queue)).toEqual(['a running', 'b queued', 'c queued']);
    started[0]!.finish();
    await settled(a!.jobId);
    expect(states(queue)).toEqual(['a done', 'b running', 'c queued']);
    started[1]!.finish();
    await settled(b!.jobId);
    expect(saved).toEqual(['a', 'b']);
  });

  test('does not queue a case twice, but again while it runs: it may have been corrected', () => {
    const { queue } = open();
    queue.start(['a', 'b']);
    const [again] = queue.start(['b', 'b']);
    expect(again).toMatchObject({ caseId: 'b', state: 'queued' });
    expect(states(queue)).toEqual(['a running', 'b queued']);
    queue.start(['a']);
    expect(states(queue)).toEqual(['a running', 'b queued', 'a queued']);
  });

  test('tells each step as it begins and its time as it ends', async () => {
    const { queue, started, events, settled } = open();
    const [job] = queue.start(['a']);
    const { watch } = started[0]!;
    watch.onStep('image', null);
    watch.onStep('image', 12);
    watch.onStep('segmentation', null);
    expect(events.at(-1)!.payload.job).toMatchObject({
      step: 'segmentation',
      steps: [{ step: 'image', ms: 12 }],
    });
    watch.onPartial({ kind: 'transverse', nodule: null, gland: null });
    expect(events.at(-1)).toMatchObject({ name: 'job.partial', payload: { jobId: job!.jobId, caseId: 'a' } });
    started[0]!.finish();
    expect(await settled(job!.jobId)).toMatchObject({ state: 'done', step: null });
    expect(events.map((e) => e.name).slice(-2)).toEqual(['case.changed', 'workList.changed']);
  });

  test('cancels a running assessment at once, saves nothing of it and goes on with the next', async () => {
    const { queue, started, saved, events } = open();
    const [a] = queue.start(['a', 'b']);
    queue.cancel(a!.jobId);
    expect(states(queue)[0]).toBe('a cancelled');
    await expect.poll(() => states(queue)[1], { interval: 1 }).toBe('b running');
    const before = events.length;
    started[0]!.watch.onStep('fusion', 3);
    expect(events).toHaveLength(before);
    expect(saved).toEqual([]);
  });

  test('saves nothing of an assessment that finishes although it was cancelled', async () => {
    const saved: string[] = [];
    let finish = (): void => {};
    const queue = createQueue({
      // deaf to its signal
      assessCase: (caseId) => new Promise((resolve) => (finish = () => resolve({ caseId } as Assessment))),
      save: (assessment) => saved.push(assessment.caseId),
      asking: () => ITSELF,
      restarts: () => 0,
      emit: () => {},
    });
    const [a] = queue.start(['a']);
    queue.cancel(a!.jobId);
    finish();
    await queue.close();
    expect(saved).toEqual([]);
    expect(states(queue)).toEqual(['a cancelled']);
  });

  test('cancels a waiting one without starting it, and a finished one not at all', async () => {
    const { queue, started, settled } = open();
    const [a, b] = queue.start(['a', 'b']);
    queue.cancel(b!.jobId);
    started[0]!.finish();
    await settled(a!.jobId);
    queue.cancel(a!.jobId);
    expect(states(queue)).toEqual(['a done', 'b cancelled']);
    expect(started).toHaveLength(1);
  });

  test('names an unknown job', () => {
    const { queue } = open();
    expect(() => queue.cancel('nobody')).toThrow(FailureError);
  });

  test('keeps the reason of a failure and goes on with the next', async () => {
    const { queue, started, settled } = open();
    const [a] = queue.start(['a', 'b']);
    started[0]!.fail(new FailureError('pack.altered', { file: 'gland.onnx' }));
    expect(await settled(a!.jobId)).toMatchObject({
      state: 'failed',
      failure: { code: 'pack.altered', values: { file: 'gland.onnx' } },
    });
    expect(states(queue)[1]).toBe('b running');
  });

  test('counts the restarts of the inference process under each job apart', async () => {
    const { queue, started, settled, die } = open();
    const [a, b] = queue.start(['a', 'b']);
    die();
    started[0]!.finish();
    expect((await settled(a!.jobId)).restarts).toBe(1);
    started[1]!.finish();
    expect((await settled(b!.jobId)).restarts).toBe(0);
  });

  test('lists only the last two hundred finished jobs', async () => {
    const { queue, started, settled } = open();
    const jobs = queue.start(Array.from({ length: 205 }, (_, i) => `case ${i}`));
    for (let i = 0; i < jobs.length; i++) {
      started[i]!.finish();
      await settled(jobs[i]!.jobId).catch(() => {});
      await new Promise(setImmediate);
    }
    expect(queue.jobs()).toHaveLength(200);
  });

  test('ends everything when it closes', async () => {
    const { queue, started, saved } = open();
    queue.start(['a', 'b']);
    await queue.close();
    expect(started).toHaveLength(1);
    expect(saved).toEqual([]);
  });
});
