import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleDashed, IconRefresh } from '@tabler/icons-react';
import { lackingText } from '../../../app/words/lackingText.ts';
import { useSettings } from '../../settings/useSettings.ts';
import { percent, riskPercent } from '../../words/format.ts';
import { useWords } from '../../words/words.ts';
import { useCaseAccess } from '../caseContext.ts';
import { millimetres, riskRange } from '../format.ts';
import { RiskBar } from './RiskBar.tsx';
import classes from './RiskPanel.module.css';
import { RunningPanel } from './RunningPanel.tsx';

/** The estimate, or in the same place why there is none. */
export function RiskPanel() {
  const { t, fail } = useWords();
  const { assessment, job, running, asAssessed, readOnly, assess, explain } = useCaseAccess();
  if (job && running && !asAssessed) return <RunningPanel job={job} />;
  return (
    <section className={classes.panel} aria-label={t('result.risk')}>
      <header className={classes.top}>
        <h2 className={classes.heading}>{t('result.risk')}</h2>
        {assessment?.risk && (
          <button
            type="button"
            className={`${classes.quiet} ${classes.whatIf}`}
            aria-label={t('sensitivity.open')}
            onClick={() => explain({ kind: 'sensitivity' })}
          >
            {t('sensitivity.short')}
          </button>
        )}
      </header>
      {job?.state === 'failed' && job.failure && !asAssessed && (
        <div className={classes.failed} role="alert">
          <p>{fail(job.failure)}</p>
          {job.failure.detail && (
            <details>
              <summary>{t('shell.showDetails')}</summary>
              <pre>{job.failure.detail}</pre>
            </details>
          )}
        </div>
      )}
      {assessment?.risk ? (
        <Estimate />
      ) : assessment ? (
        <Withheld />
      ) : (
        <div className={classes.none}>
          <span className={classes.noneTitle}>
            <IconCircleDashed size={22} aria-hidden /> {t('result.notAssessed')}
          </span>
          <p>{t('result.notAssessedText')}</p>
          {!readOnly && (
            <Button size="sm" leftSection={<IconRefresh size={16} />} onClick={assess}>
              {t('result.assess')}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

function Estimate() {
  const { t } = useWords();
  const { settings } = useSettings();
  const { assessment, stale, explain } = useCaseAccess();
  const risk = assessment?.risk;
  if (!risk) return null;
  return (
    <div data-stale={stale} data-stage={risk.stage} className={classes.estimate}>
      <div className={classes.figures}>
        <button type="button" className={classes.risk} onClick={() => explain({ kind: 'risk' })}>
          {riskPercent(risk.probability)}
        </button>
        <button type="button" className={classes.interval} onClick={() => explain({ kind: 'interval' })}>
          <span data-long={riskRange(risk.interval).length > 7}>{riskRange(risk.interval)}</span>
          <small>{t('result.interval')}</small>
        </button>
      </div>
      <Lacking />
      <RiskBar risk={risk} cutoff={settings.positiveCutoff} />
      <p className={classes.line}>
        <button type="button" className={classes.stage} onClick={() => explain({ kind: 'stage' })}>
          <span className={classes.stageMark} aria-hidden>
            {[1, 2, 3].map((n) => (
              <i key={n} data-on={n <= risk.stage} />
            ))}
          </span>
          {t(`stage.${risk.stage}`)}
        </button>
        <button type="button" className={classes.quiet} onClick={() => explain({ kind: 'prevalence' })}>
          {t('result.atPrevalence', { percent: percent(risk.prevalence) })}
        </button>
      </p>
      <button type="button" className={classes.next} onClick={() => explain({ kind: 'next' })}>
        {t(`risk.next.stage${risk.stage}`)}
      </button>
      {risk.stage === 1 && risk.probability >= settings.positiveCutoff && (
        <button type="button" className={classes.near} onClick={() => explain({ kind: 'stage' })}>
          <IconAlertTriangle size={17} aria-hidden />
          <span>{t('result.aboveCutoff', { cutoff: percent(settings.positiveCutoff) })}</span>
        </button>
      )}
      <NearCapsule />
    </div>
  );
}

/** What the figure above had to do without, where it is read. */
function Lacking() {
  const { language } = useWords();
  const { assessment, explain } = useCaseAccess();
  const text = lackingText(assessment?.risk?.lacking, language);
  if (!text) return null;
  return (
    <button type="button" className={classes.lacking} onClick={() => explain({ kind: 'lacking' })}>
      {text}
    </button>
  );
}

/** Below 2.5 mm the paper saw a mean risk above 72%: called out, whatever the estimate says. */
function NearCapsule() {
  const { t } = useWords();
  const { settings } = useSettings();
  const { assessment, explain } = useCaseAccess();
  const mm = assessment?.location.distanceToCapsuleMm ?? null;
  if (mm === null || mm >= settings.nearCapsuleMm) return null;
  return (
    <button type="button" className={classes.near} onClick={() => explain({ kind: 'nearCapsule' })}>
      <IconAlertTriangle size={17} aria-hidden />
      <span>
        {mm === 0
          ? t('result.nearTouching')
          : t('result.near', {
              distance: millimetres(mm, settings.nearCapsuleMm),
              limit: `${settings.nearCapsuleMm} mm`,
            })}
      </span>
    </button>
  );
}

/** In the place of the estimate, hatched and without any figure, so that it cannot be read as a low risk. */
function Withheld() {
  const { t } = useWords();
  const { assessment, explain } = useCaseAccess();
  const reasons = assessment?.findings.filter((finding) => finding.severity === 'withholds') ?? [];
  return (
    <div className={classes.withheld}>
      <button type="button" className={classes.withheldTitle} onClick={() => explain({ kind: 'withheld' })}>
        {t('result.withheld')}
      </button>
      <p>{t('result.withheldText')}</p>
      <ul>
        {reasons.map((reason) => (
          <li key={`${reason.code}${reason.view}`}>
            {reason.view && <strong>{t(`view.${reason.view}`)}: </strong>}
            {t(`finding.${reason.code}`, reason.values)}
          </li>
        ))}
      </ul>
      <NearCapsule />
    </div>
  );
}
