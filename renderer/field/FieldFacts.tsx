import { IconAlertTriangle } from '@tabler/icons-react';
import type { FieldVersion, LeftOutReason } from '../../app/contract/fieldChannels.ts';
import type { RiskField } from '../../atlas/riskField/field.types.ts';
import { fullDate, listOf } from '../words/format.ts';
import { useWords } from '../words/words.ts';
import classes from './FieldSheet.module.css';

/** What a field was built from and how, in sentences. Null is the built-in one. */
export function FieldFacts({ version, field }: { version: FieldVersion | null; field: RiskField | null }) {
  const { t, language } = useWords();
  if (!version) {
    return (
      field && (
        <p className={classes.facts}>
          {t('field.simulatedCohort', { cases: field.cases, metastatic: field.metastatic })} ·{' '}
          {t('field.smoothingSet', { mm: field.smoothingMm })}
        </p>
      )
    );
  }
  const { smoothing } = version;
  const who = version.createdBy;
  const date = fullDate(version.createdAt, language);
  const reasons = (['noOutlines', 'noSide', 'notRegistered'] as const satisfies LeftOutReason[]).flatMap(
    (reason) => {
      const count = version.leftOut.filter((one) => one.reason === reason).length;
      return count > 0 ? [t(`field.leftOut.${reason}`, { count })] : [];
    },
  );
  return (
    <div className={classes.facts}>
      <p>
        {t('field.cases', { cases: version.cases, metastatic: version.metastatic })}
        {version.simulatedWorth > 0 && `, ${t('field.pooled', { worth: version.simulatedWorth })}`} ·{' '}
        {who ? t('field.built', { date, who }) : t('field.builtNobody', { date })} ·{' '}
        {smoothing
          ? t('field.smoothing', {
              mm: version.smoothingMm,
              loss: (smoothing.logLossWithoutPlace - smoothing.gain).toFixed(3),
              without: smoothing.logLossWithoutPlace.toFixed(3),
            })
          : t('field.smoothingSet', { mm: version.smoothingMm })}
      </p>
      {smoothing && smoothing.gain < 1.96 * smoothing.gainError && (
        <p className={classes.warning}>
          <IconAlertTriangle size={16} aria-hidden />
          {t('field.noGain')}
        </p>
      )}
      {version.leftOut.length > 0 && (
        <p>{t('field.leftOut', { count: version.leftOut.length, reasons: listOf(reasons, language) })}</p>
      )}
      {version.withoutRegion > 0 && <p>{t('field.withoutRegion', { count: version.withoutRegion })}</p>}
      <p className={classes.quiet}>
        {t('field.hash')} {version.sha256.slice(0, 16)}…
      </p>
    </div>
  );
}
