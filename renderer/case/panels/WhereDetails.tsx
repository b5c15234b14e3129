import type { Assessment } from '../../../app/case/assessment.ts';
import type { RiskField } from '../../../atlas/riskField/field.types.ts';
import { DistanceCurve } from '../../field/DistanceCurve.tsx';
import { fullDate, listOf } from '../../words/format.ts';
import { useWords } from '../../words/words.ts';
import { decimals } from '../format.ts';
import classes from './WherePanel.module.css';

/** Under the enlarged 3D view: this case on the curve by distance, how its place was found, which field was read. */
export function WhereDetails({ assessment, field }: { assessment: Assessment; field: RiskField }) {
  const { t, language } = useWords();
  const { placement, field: used, distanceToCapsuleMm, atlasRisk } = assessment.location;
  const refused = (['transverse', 'longitudinal'] as const).flatMap((kind) => {
    const reason = placement?.views[kind]?.refused;
    return reason ? [t(`field.refused.${kind}`, { reason: t(`field.refused.${reason}`) })] : [];
  });
  return (
    <div className={classes.details}>
      <DistanceCurve curve={field.curve} distanceMm={distanceToCapsuleMm} />
      {atlasRisk && (
        <div className={classes.said}>
          <p>
            {placement === undefined
              ? t('field.placedOlder')
              : refused.length > 0
                ? t('field.placedByOutlines', { reasons: listOf(refused, language) })
                : placement && t('field.placedBy')}
          </p>
          {placement?.views.longitudinal?.method === 'visiblePart' && (
            <p>
              {t('field.placedVisiblePart', {
                mm: decimals(placement.uncertaintyMm.inferiorToSuperior, 1),
              })}
            </p>
          )}
          <p>
            {used?.createdAt
              ? t('field.readFrom', {
                  date: fullDate(used.createdAt, language),
                  source: t(`field.source.${used.source}`),
                })
              : t('field.readFromBuiltIn')}
          </p>
        </div>
      )}
    </div>
  );
}
