import { useEffect, useRef, useState } from 'react';
import type { Job } from '../../app/contract/channels.ts';
import { showCase } from '../app/route.ts';
import { toast } from '../app/toasts.ts';
import { useGeneration, useLink, useListen } from '../link/link.ts';
import { useWords } from '../words/words.ts';
import { labelOf, rememberLabel } from './caseLabels.ts';
import { jobs, withJob } from './jobs.ts';
import { type FailuresShown, tellFailure } from './tellFailure.ts';

/** The inference process may die once unnoticed (one retry); from this many times the person is told. */
const RESTARTS_TOLD = 2;

/** Keeps `jobs` current and tells of failures. Used once, by the frame. */
export function useJobFeed(): void {
  const link = useLink();
  const generation = useGeneration();
  const { t, fail } = useWords();
  const told = useRef(new Set<string>());
  const failures = useRef<FailuresShown>(new Map());

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new generation means "read again"
  useEffect(() => {
    void link.send('assessment.jobs', {}).then((reply) => {
      if (!reply.ok) return;
      // What the backend no longer knows has ended while nobody listened.
      jobs.set(reply.value.jobs.reduce(withJob, new Map<string, Job>() as ReadonlyMap<string, Job>));
    });
  }, [link, generation]);

  useListen('job.changed', ({ job }) => {
    jobs.set((all) => withJob(all, job));
    if (job.state !== 'failed' || !job.failure || told.current.has(job.jobId)) return;
    told.current.add(job.jobId);
    const { failure } = job;
    void link.send('case.get', { caseId: job.caseId }).then((reply) => {
      const label = reply.ok ? reply.value.case.label : (labelOf(job.caseId) ?? '');
      tellFailure(failures.current, {
        sentence: fail(failure),
        detail: failure.detail,
        one: (sentence) => t('jobs.failed', { label, sentence }),
        many: (n, sentence) => t('jobs.failedMany', { n, sentence }),
        show: { label: t('jobs.showCase'), run: () => void showCase(job.caseId) },
      });
    });
  });

  useListen('inference.restarted', ({ times }) => {
    if (times >= RESTARTS_TOLD) toast({ text: t('jobs.restarted', { times }) });
  });
}

/** The name of a case, asked for once when it is not known. */
export function useCaseLabel(caseId: string): string {
  const link = useLink();
  const [label, setLabel] = useState(() => labelOf(caseId));
  useEffect(() => {
    const known = labelOf(caseId);
    setLabel(known);
    if (known !== undefined) return;
    let gone = false;
    void link.send('case.get', { caseId }).then((reply) => {
      if (!reply.ok) return;
      rememberLabel(caseId, reply.value.case.label);
      if (!gone) setLabel(reply.value.case.label);
    });
    return () => {
      gone = true;
    };
  }, [link, caseId]);
  return label ?? '…';
}
