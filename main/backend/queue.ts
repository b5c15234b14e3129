import { randomUUID } from 'node:crypto';
import { ASSESSMENT_STEPS, type Assessment, type AssessmentStep } from '../../app/case/assessment.ts';
import type { EventName, EventPayload, Job } from '../../app/contract/channels.ts';
import { FailureError, toFailure } from '../../app/failure.ts';
import type { Actor } from '../store/store.ts';

export type Emit = <N extends EventName>(name: N, payload: EventPayload<N>) => void;
export type Partial = Omit<EventPayload<'job.partial'>, 'jobId' | 'caseId'>;

/** What one assessment is told and given while it runs. */
export type AssessmentWatch = {
  signal: AbortSignal;
  /** A step begins (`ms` null) or has ended after `ms`. */
  onStep(step: AssessmentStep, ms: number | null): void;
  onPartial(partial: Partial): void;
};

export type QueueParts = {
  /** Loads the case, runs the pipeline and returns the assessment; must stop soon after the signal aborts. */
  assessCase(caseId: string, watch: AssessmentWatch): Promise<Assessment>;
  /** Who asks now; an assessment is saved in their name, whoever is signed in by then. */
  asking(): Actor;
  /** Called only for an assessment that was not cancelled. */
  save(assessment: Assessment, by: Actor): void;
  /** How often the inference process was restarted so far. */
  restarts(): number;
  emit: Emit;
};

export type Queue = {
  start(caseIds: readonly string[]): Job[];
  cancel(jobId: string): void;
  jobs(): Job[];
  /** Cancels everything and waits until nothing runs. */
  close(): Promise<void>;
};

/** Finished jobs that are still listed, so that a person can read what became of them. */
const KEPT_FINISHED = 200;

type Entry = { job: Job; abort: AbortController; by: Actor };

/**
 * The queue of assessments: one runs, the others wait in order. A case that already waits is not queued twice;
 * one that runs is queued again, because it may have been corrected since it was loaded.
 */
export function createQueue(parts: QueueParts): Queue {
  const entries: Entry[] = [];
  let running: Promise<void> | null = null;
  let closing = false;

  function change(entry: Entry, changes: globalThis.Partial<Job>): void {
    entry.job = { ...entry.job, ...changes };
    parts.emit('job.changed', { job: entry.job });
  }

  function next(): void {
    if (running || closing) return;
    const entry = entries.find((e) => e.job.state === 'queued');
    if (!entry) return;
    running = run(entry).finally(() => {
      running = null;
      forgetOldest();
      next();
    });
  }

  async function run(entry: Entry): Promise<void> {
    const { caseId } = entry.job;
    const { signal } = entry.abort;
    const restartsBefore = parts.restarts();
    const restarts = (): number => parts.restarts() - restartsBefore;
    change(entry, { state: 'running', step: ASSESSMENT_STEPS[0]! });
    try {
      const assessment = await parts.assessCase(caseId, {
        signal,
        onStep: (step, ms) => {
          if (signal.aborted) return;
          if (ms === null) change(entry, { step, restarts: restarts() });
          else change(entry, { steps: [...entry.job.steps, { step, ms }], restarts: restarts() });
        },
        onPartial: (partial) => {
          if (!signal.aborted) parts.emit('job.partial', { jobId: entry.job.jobId, caseId, ...partial });
        },
      });
      signal.throwIfAborted();
      parts.save(assessment, entry.by);
      change(entry, { state: 'done', step: null, restarts: restarts() });
      parts.emit('case.changed', { caseId });
      parts.emit('workList.changed', {});
    } catch (thrown) {
      if (signal.aborted) return;
      if (!(thrown instanceof FailureError)) console.error('assessment:', thrown);
      change(entry, { state: 'failed', failure: toFailure(thrown), restarts: restarts() });
    }
  }

  function forgetOldest(): void {
    const finished = entries.filter((e) => !isOpen(e.job));
    for (const entry of finished.slice(0, Math.max(0, finished.length - KEPT_FINISHED)))
      entries.splice(entries.indexOf(entry), 1);
  }

  return {
    start(caseIds) {
      const started = [...new Set(caseIds)].map((caseId) => {
        const waiting = entries.find((e) => e.job.caseId === caseId && e.job.state === 'queued');
        if (waiting) return waiting;
        const entry: Entry = { job: newJob(caseId), abort: new AbortController(), by: parts.asking() };
        entries.push(entry);
        parts.emit('job.changed', { job: entry.job });
        return entry;
      });
      next();
      return started.map((entry) => entry.job);
    },
    cancel(jobId) {
      const entry = entries.find((e) => e.job.jobId === jobId);
      if (!entry) throw new FailureError('assessment.unknownJob');
      if (!isOpen(entry.job)) return;
      entry.abort.abort();
      // Told at once; the next job starts when this one has really stopped.
      change(entry, { state: 'cancelled', step: null });
    },
    jobs: () => entries.map((e) => e.job),
    async close() {
      closing = true;
      for (const entry of entries) if (isOpen(entry.job)) entry.abort.abort();
      await running;
    },
  };
}

function newJob(caseId: string): Job {
  return { jobId: randomUUID(), caseId, state: 'queued', step: null, steps: [], restarts: 0, failure: null };
}

function isOpen(job: Job): boolean {
  return job.state === 'queued' || job.state === 'running';
}
