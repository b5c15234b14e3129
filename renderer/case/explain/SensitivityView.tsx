import { Button, Progress } from '@mantine/core';
import { useEffect } from 'react';
import type { Sensitivity } from '../../../app/explanation/sensitivity.ts';
import { useWords } from '../../words/words.ts';
import { useCaseAccess } from '../caseContext.ts';
import classes from './SensitivityView.module.css';
import { intervalNote, outcome, sensitivityLines } from './sensitivityText.ts';
import { useSensitivity } from './useSensitivity.ts';

/** How often the network is asked, roughly: grid points and halvings of four inputs, and the parts of a report. */
const ABOUT = 60;

/** "What would change this estimate?": asked for when opened, with its progress and a way to stop. */
export function SensitivityView() {
  const { t, fail } = useWords();
  const { assessment } = useCaseAccess();
  const { found, start, cancel } = useSensitivity(assessment?.risk ? assessment.id : null);
  const asked = found !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each assessment
  useEffect(() => {
    if (!asked) void start();
  }, [assessment?.id]);
  if (!assessment?.risk) return <p className={classes.text}>{t('sensitivity.withheld')}</p>;
  return (
    <>
      <p className={classes.text}>{t('sensitivity.lead')}</p>
      {found?.state === 'running' && (
        <div role="status">
          <p className={classes.text}>{t('sensitivity.running', { done: found.asked, all: ABOUT })}</p>
          <Progress value={Math.min(95, (100 * found.asked) / ABOUT)} size="sm" transitionDuration={0} />
          <Button mt="xs" size="compact-sm" variant="default" onClick={() => void cancel()}>
            {t('shell.cancel')}
          </Button>
        </div>
      )}
      {found?.state === 'failed' && (
        <p className={classes.failed} role="alert">
          {fail(found.failure)}
        </p>
      )}
      {(found === null || found.state === 'failed') && (
        <Button size="compact-sm" variant="default" onClick={() => void start()}>
          {t('sensitivity.open')}
        </Button>
      )}
      {found?.state === 'done' && <SensitivityLines answer={found.answer} />}
    </>
  );
}

/** The answer itself; the printed page holds the same. */
export function SensitivityLines({ answer }: { answer: Sensitivity }) {
  const { t } = useWords();
  const note = intervalNote(answer, t);
  return (
    <>
      <p className={classes.now}>{t('sensitivity.now', { answer: outcome(answer.now, t) })}</p>
      {note && <p className={classes.text}>{note}</p>}
      <dl className={classes.lines}>
        {sensitivityLines(answer, t).map(({ input, current, range, changes }) => (
          <div key={input}>
            <dt>
              {input}
              {current && <span>{current}</span>}
            </dt>
            {changes.map((change) => (
              <dd key={change}>{change}</dd>
            ))}
            {range && <dd className={classes.range}>{t('sensitivity.range', { range })}</dd>}
          </div>
        ))}
      </dl>
      <p className={classes.note}>{t('sensitivity.note')}</p>
    </>
  );
}
