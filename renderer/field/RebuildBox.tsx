import { Button, Progress, Radio } from '@mantine/core';
import { useState } from 'react';
import type { FieldList, RebuildJob, VersionSource } from '../../app/contract/fieldChannels.ts';
import { MIN_CASES } from '../../atlas/riskField/field.types.ts';
import { REGION_IDS } from '../../atlas/template/regions.ts';
import { useMay } from '../unlock/access.ts';
import { useWords } from '../words/words.ts';
import classes from './FieldSheet.module.css';

/** As how many cases the simulated cohort counts when it is pooled with one's own; as main/field/rebuild.ts has it. */
export const SIMULATED_WORTH = 200;

type Props = {
  list: FieldList;
  onRebuild: (source: VersionSource) => void;
  onCancel: () => void;
};

/** What a rebuild could use, and the rebuild under way. */
export function RebuildBox({ list, onRebuild, onCancel }: Props) {
  const { t, fail } = useWords();
  const may = useMay('field.rebuild');
  const [source, setSource] = useState<VersionSource>('clinic');
  const { own, examples, job } = list;
  const few = REGION_IDS.filter((id) => (own.byRegion[id] ?? 0) < MIN_CASES).length;
  const sources: VersionSource[] = ['clinic', 'clinicAndBuiltIn'];
  if (examples.operated > 0) sources.push('examples');
  const running = job?.state === 'running';
  return (
    <section className={classes.rebuild} aria-label={t('field.rebuild')}>
      <div className={classes.supply}>
        {own.operated === 0 ? (
          <p>{t('field.supplyNone')}</p>
        ) : (
          <p>
            {t('field.supply', {
              operated: own.operated,
              metastatic: own.metastatic,
              others: own.operated - own.metastatic,
            })}{' '}
            {t('field.supplyRegions', { few, all: REGION_IDS.length, least: MIN_CASES })}
          </p>
        )}
        {own.notAssessed > 0 && <p>{t('field.supplyNotAssessed', { count: own.notAssessed })}</p>}
        {examples.operated > 0 && (
          <p className={classes.quiet}>{t('field.supplyExamples', { count: examples.operated })}</p>
        )}
      </div>
      <div className={classes.start}>
        <Radio.Group
          label={t('field.from')}
          value={source}
          onChange={(value) => setSource(value as VersionSource)}
        >
          {sources.map((one) => (
            <Radio
              key={one}
              value={one}
              size="sm"
              mt={6}
              disabled={running || !may}
              label={t(`field.from.${one}`, { worth: SIMULATED_WORTH })}
            />
          ))}
        </Radio.Group>
        {!running && (
          <Button
            size="xs"
            disabled={!may || own.operated + examples.operated === 0}
            onClick={() => onRebuild(source)}
          >
            {t('field.rebuild')}
          </Button>
        )}
      </div>
      {!may && <p className={classes.quiet}>{t('field.mayNot')}</p>}
      {job && running && <Running job={job} onCancel={onCancel} />}
      {job?.state === 'done' && <p role="status">{t('field.jobDone')}</p>}
      {job?.state === 'cancelled' && <p role="status">{t('field.jobCancelled')}</p>}
      {job?.state === 'failed' && job.failure && (
        <p role="alert" className={classes.failed}>
          {fail(job.failure)}
        </p>
      )}
    </section>
  );
}

function Running({ job, onCancel }: { job: RebuildJob; onCancel: () => void }) {
  const { t } = useWords();
  const may = useMay('field.cancel');
  const text = t(`field.step.${job.step}`, { done: job.done, total: job.total });
  return (
    <div className={classes.running}>
      <div className={classes.progress}>
        <span role="status">{text}</span>
        <Progress value={(100 * job.done) / Math.max(1, job.total)} size="sm" aria-label={text} />
      </div>
      <Button size="xs" variant="default" disabled={!may} onClick={onCancel}>
        {t('shell.cancel')}
      </Button>
    </div>
  );
}
