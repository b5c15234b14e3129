import { memo } from 'react';
import type { LocationRisk, Placement } from '../../atlas/place.types.ts';
import type { RiskField } from '../../atlas/riskField/field.ts';
import { type RegionId, regionAt, regionId } from '../../atlas/template/regions.ts';
import { placeToPoint, template } from '../../atlas/template/template.ts';
import { count } from '../words/format.ts';
import { useWords } from '../words/words.ts';
import { sourceSentence } from './fieldSource.ts';
import styles from './RegionTable.module.css';
import { regionName, regionOf } from './regionName.ts';
import { riskColour } from './riskColours.ts';
import { hatchBackground } from './tooFew.ts';

type Props = {
  field: RiskField;
  placement: Placement | null;
  atlasRisk: LocationRisk | null;
  /** The region that is ringed in the drawing. */
  marked: RegionId | null;
  /** A row's name rings its region or lets it go; null where no drawing stands beside the table. */
  onMark: ((id: RegionId) => void) | null;
};

/**
 * The 3D view's content for those who cannot use it: risk, interval and cases by region, and this nodule. Kept while
 * the gland turns beside it.
 */
export const RegionTable = memo(function RegionTable({ field, placement, atlasRisk, marked, onMark }: Props) {
  const { t, language } = useWords();
  const here: RegionId | null = placement
    ? regionId(regionAt(template(), placeToPoint(placement.place)))
    : null;
  return (
    <table className={styles.table}>
      <caption>{sourceSentence(t, language, field)}</caption>
      <thead>
        <tr>
          <th scope="col">{t('atlas.region')}</th>
          <th scope="col">{t('atlas.risk')}</th>
          <th scope="col">{t('atlas.interval')}</th>
          <th scope="col">{t('atlas.cases')}</th>
        </tr>
      </thead>
      <tbody>
        {atlasRisk && (
          <tr className={styles.here}>
            <th scope="row">{t('atlas.thisNodule')}</th>
            <td>
              <Swatch value={atlasRisk.value} />
              {atlasRisk.value.toFixed(2)}
            </td>
            <td>{`${atlasRisk.interval[0].toFixed(2)}–${atlasRisk.interval[1].toFixed(2)}`}</td>
            <td />
          </tr>
        )}
        {field.regions.map((r) => (
          <tr
            key={r.region}
            className={[r.region === here && styles.here, r.region === marked && styles.marked]
              .filter(Boolean)
              .join(' ')}
          >
            <th scope="row">
              {onMark ? (
                <button
                  type="button"
                  className={styles.rowName}
                  aria-pressed={r.region === marked}
                  onClick={() => onMark(r.region)}
                >
                  {regionName(t, regionOf(r.region))}
                </button>
              ) : (
                regionName(t, regionOf(r.region))
              )}
            </th>
            {r.value === null ? (
              <td colSpan={2}>
                <Swatch value={null} />
                {t('atlas.tooFew')}
              </td>
            ) : (
              <>
                <td>
                  <Swatch value={r.value} />
                  {r.value.toFixed(2)}
                </td>
                <td>{`${r.interval[0].toFixed(2)}–${r.interval[1].toFixed(2)}`}</td>
              </>
            )}
            {/* pooled simulated nodules count as parts of a case */}
            <td>{count(Math.round(r.cases), language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
});

function Swatch({ value }: { value: number | null }) {
  return (
    <span
      aria-hidden
      className={styles.swatch}
      style={{ background: value === null ? hatchBackground(false) : riskColour(value) }}
    />
  );
}
