import { Loader } from '@mantine/core';
import type { Job, WorkListRow } from '../../app/contract/channels.ts';
import { riskPercent, saidRisk } from '../words/format.ts';
import { useWords } from '../words/words.ts';
import classes from './RowRiskMark.module.css';
import { rowRisk } from './rowText.ts';

/** The number over its bar; a withheld estimate is a hatched field and a dash, never an empty bar. */
export function RowRiskMark({ row, job }: { row: WorkListRow; job: Job | undefined }) {
  const { t } = useWords();
  if (job) {
    return (
      <span className={classes.mark} title={t(job.state === 'running' ? 'jobs.now' : 'jobs.waiting')}>
        {job.state === 'running' ? <Loader size={16} /> : <span className={classes.none}>…</span>}
      </span>
    );
  }
  const risk = rowRisk(row);
  if (risk.kind !== 'estimate') {
    return (
      <span className={classes.mark} data-kind={risk.kind} title={t(`list.${risk.kind}`)}>
        <span className={classes.none}>–</span>
        <span className={classes.bar} />
      </span>
    );
  }
  return (
    <span
      className={classes.mark}
      data-stage={risk.stage}
      data-stale={row.stale}
      title={`${t('list.estimatedRisk')} · ${t(`stage.short${risk.stage}`)}`}
    >
      <span className={classes.number}>{riskPercent(risk.probability)}</span>
      <span className={classes.bar}>
        <span className={classes.fill} style={{ width: `${saidRisk(risk.probability) * 100}%` }} />
      </span>
    </span>
  );
}
