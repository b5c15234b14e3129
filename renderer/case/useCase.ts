import { useCallback, useEffect, useRef, useState } from 'react';
import type { Assessment } from '../../app/case/assessment.ts';
import type { ViewKind } from '../../app/case/patientCase.ts';
import type { CaseBundle, CaseChange, Job } from '../../app/contract/channels.ts';
import { type Failure, toFailure } from '../../app/failure.ts';
import { useWatched } from '../app/store.ts';
import { useFailureToast } from '../app/useFailureToast.ts';
import { isUnderWay, jobs } from '../jobs/jobs.ts';
import { ask, useGeneration, useLink, useListen } from '../link/link.ts';
import type { PartialView } from './frame/shownView.ts';
import { jobShown } from './jobOfCase.ts';

/** A case with its newest assessment, kept current, and what can be asked for it. */
export function useCase(caseId: string) {
  const link = useLink();
  const generation = useGeneration();
  const showFailure = useFailureToast();
  const [bundle, setBundle] = useState<CaseBundle | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [partial, setPartial] = useState<Partial<Record<ViewKind, PartialView>>>({});
  // A finished job is shown until its assessment has been read: no moment without either.
  const [finished, setFinished] = useState<Job | null>(null);
  const current = jobShown(useWatched(jobs), caseId);
  const job = current ?? finished;
  const newest = useRef(0);

  const load = useCallback(async () => {
    const turn = ++newest.current;
    try {
      const loaded = await ask(link, 'case.get', { caseId });
      if (turn === newest.current) {
        setBundle(loaded);
        setFailure(null);
      }
    } catch (thrown) {
      if (turn === newest.current) setFailure(toFailure(thrown));
    }
  }, [link, caseId]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new connection reads again
  useEffect(() => void load(), [load, generation]);
  useListen('case.changed', (event) => {
    if (event.caseId === caseId) void load();
  });
  useListen('settings.changed', () => void load());
  useListen('packs.changed', () => void load());
  useListen('job.changed', ({ job: heard }) => {
    if (heard.caseId !== caseId || isUnderWay(heard)) return;
    setFinished(heard.state === 'done' ? heard : null);
    void load().then(() => {
      setFinished(null);
      setPartial({});
    });
  });
  useListen('job.partial', (event) => {
    if (event.caseId !== caseId) return;
    setPartial((now) => ({ ...now, [event.kind]: { nodule: event.nodule, gland: event.gland } }));
  });

  /** Runs a request that answers with the case; true when it was done. */
  const stored = async (request: () => Promise<CaseBundle>): Promise<boolean> => {
    const turn = ++newest.current;
    try {
      const next = await request();
      if (turn === newest.current) setBundle(next);
      return true;
    } catch (thrown) {
      showFailure(thrown);
      return false;
    }
  };

  return {
    bundle,
    failure,
    partial,
    job,
    running: finished !== null || (job !== null && isUnderWay(job)),
    reload: load,
    change: (change: Omit<CaseChange, 'caseId'>) =>
      stored(() => ask(link, 'case.change', { ...change, caseId })),
    setReviewed: (reviewed: boolean) => stored(() => ask(link, 'case.setReviewed', { caseId, reviewed })),
    assess: () => {
      setPartial({});
      ask(link, 'assessment.start', { caseIds: [caseId] }).catch(showFailure);
    },
    cancel: () => {
      if (job) ask(link, 'assessment.cancel', { jobId: job.jobId }).catch(showFailure);
    },
    readEarlier: (assessmentId: string): Promise<Assessment | null> =>
      ask(link, 'assessment.get', { assessmentId }).catch((thrown) => {
        showFailure(thrown);
        return null;
      }),
  };
}
