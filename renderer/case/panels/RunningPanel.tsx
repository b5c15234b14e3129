import { Button, Loader } from '@mantine/core';
import { IconCheck, IconPoint } from '@tabler/icons-react';
import { ASSESSMENT_STEPS } from '../../../app/case/assessment.ts';
import type { Job } from '../../../app/contract/channels.ts';
import { seconds } from '../../words/format.ts';
import { useWords } from '../../words/words.ts';
import { useCaseAccess } from '../caseContext.ts';
import classes from './RiskPanel.module.css';

/** While an assessment runs: its six steps with their times, in the place where the estimate will stand. */
export function RunningPanel({ job }: { job: Job }) {
  const { t } = useWords();
  const { cancel, readOnly } = useCaseAccess();
  return (
    <section className={classes.panel} aria-label={t('result.running')} aria-live="polite">
      <h2 className={classes.heading}>{t(job.state === 'queued' ? 'result.queued' : 'result.running')}</h2>
      <ol className={classes.steps}>
        {ASSESSMENT_STEPS.map((step) => {
          const done = job.steps.find((finished) => finished.step === step);
          const now = !done && job.step === step;
          return (
            <li
              key={step}
              data-state={done ? 'done' : now ? 'now' : 'later'}
              aria-current={now ? 'step' : undefined}
            >
              {done ? (
                <IconCheck size={16} aria-hidden />
              ) : now ? (
                <Loader size={14} />
              ) : (
                <IconPoint size={16} aria-hidden />
              )}
              <span>{t(`step.${step}`)}</span>
              <span className={classes.time}>{done ? seconds(done.ms) : ''}</span>
            </li>
          );
        })}
      </ol>
      {job.restarts > 0 && <p className={classes.note}>{t('jobs.restarted', { times: job.restarts })}</p>}
      {!readOnly && (
        <Button size="sm" variant="default" onClick={cancel}>
          {t('shell.cancel')}
        </Button>
      )}
    </section>
  );
}
