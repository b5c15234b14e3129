import { Button, Loader, Popover } from '@mantine/core';
import { useState } from 'react';
import { ASSESSMENT_STEPS } from '../../app/case/assessment.ts';
import { useWatched } from '../app/store.ts';
import { useWords } from '../words/words.ts';
import { JobsPanel } from './JobsPanel.tsx';
import { jobs, jobsUnderWay, stepUnderWay } from './jobs.ts';

/** In the top bar while anything is assessed or waits: the step now, and the whole queue on click. */
export function JobsButton() {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const underWay = jobsUnderWay(useWatched(jobs));
  if (underWay.length === 0) return null;
  const [first] = underWay;
  const now = stepUnderWay(first);
  const step = now
    ? t('jobs.stepOf', {
        step: t(`step.${now}`),
        n: ASSESSMENT_STEPS.indexOf(now) + 1,
        of: ASSESSMENT_STEPS.length,
      })
    : t('jobs.waiting');
  const more = underWay.length > 1 ? ` · ${t('jobs.more', { n: underWay.length - 1 })}` : '';
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={360} trapFocus returnFocus>
      <Popover.Target>
        <Button
          size="compact-md"
          variant="subtle"
          color="gray"
          leftSection={<Loader size={14} />}
          onClick={() => setOpen(!open)}
          aria-expanded={open}
        >
          {step}
          {more}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={0}>
        <JobsPanel underWay={underWay} />
      </Popover.Dropdown>
    </Popover>
  );
}
