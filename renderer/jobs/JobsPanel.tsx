import { Button } from '@mantine/core';
import { ASSESSMENT_STEPS } from '../../app/case/assessment.ts';
import type { Job } from '../../app/contract/channels.ts';
import { showCase } from '../app/route.ts';
import { useFailureToast } from '../app/useFailureToast.ts';
import { ask, useLink } from '../link/link.ts';
import { useMay } from '../unlock/access.ts';
import { seconds } from '../words/format.ts';
import { useWords } from '../words/words.ts';
import classes from './JobsPanel.module.css';
import { stepUnderWay } from './jobs.ts';
import { useCaseLabel } from './useJobFeed.ts';

/** More waiting cases than these are only counted. */
const WAITING_SHOWN = 6;

function useCancel(): (all: readonly Job[]) => void {
  const link = useLink();
  const failed = useFailureToast();
  return (all) => {
    // Last first: cancelling the running one first would only start the next.
    void Promise.all(
      all.toReversed().map((job) => ask(link, 'assessment.cancel', { jobId: job.jobId })),
    ).catch(failed);
  };
}

function JobLine({ job }: { job: Job }) {
  const { t } = useWords();
  const label = useCaseLabel(job.caseId);
  const cancel = useCancel();
  const mayCancel = useMay('assessment.cancel');
  const now = stepUnderWay(job);
  return (
    <li className={classes.job}>
      <div className={classes.head}>
        <button type="button" className={classes.label} onClick={() => void showCase(job.caseId)}>
          {label}
        </button>
        {job.state === 'queued' && <span className={classes.quiet}>{t('jobs.waiting')}</span>}
        {mayCancel && (
          <Button size="compact-xs" variant="default" onClick={() => cancel([job])}>
            {t('shell.cancel')}
          </Button>
        )}
      </div>
      {job.state === 'running' && (
        <ol className={classes.steps}>
          {ASSESSMENT_STEPS.map((step) => {
            const done = job.steps.find((s) => s.step === step);
            const state = done ? 'done' : step === now ? 'now' : 'later';
            return (
              <li key={step} data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
                <span>{t(`step.${step}`)}</span>
                <span>{done ? seconds(done.ms) : state === 'now' ? t('jobs.now') : ''}</span>
              </li>
            );
          })}
        </ol>
      )}
      {job.restarts > 0 && <p className={classes.quiet}>{t('jobs.restarted', { times: job.restarts })}</p>}
    </li>
  );
}

/** The queue: the running case with its six steps and times, then those that wait. */
export function JobsPanel({ underWay }: { underWay: readonly Job[] }) {
  const { t } = useWords();
  const cancel = useCancel();
  const mayCancel = useMay('assessment.cancel');
  const hidden = underWay.length - 1 - WAITING_SHOWN;
  return (
    <div>
      <ul className={classes.jobs}>
        {underWay.slice(0, 1 + WAITING_SHOWN).map((job) => (
          <JobLine key={job.jobId} job={job} />
        ))}
      </ul>
      {underWay.length > 1 && (
        <div className={classes.foot}>
          <span className={classes.quiet}>{hidden > 0 ? t('jobs.more', { n: hidden }) : ''}</span>
          {mayCancel && (
            <Button size="compact-xs" variant="default" onClick={() => cancel(underWay)}>
              {t('jobs.cancelAll')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
