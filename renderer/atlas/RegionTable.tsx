import type { LocationRisk, Placement } from '../../atlas/place.types.ts';
import type { RiskField } from '../../atlas/riskField/field.ts';
import { type RegionId, regionAt, regionId } from '../../atlas/template/regions.ts';
import { placeToPoint, template } from '../../atlas/template/template.ts';
import { count } from '../words/format.ts';
import { useWords } from '../words/words.ts';
import styles from './AtlasView.module.css';
import { regionName, regionOf } from './regionName.ts';
import { riskColour, TOO_FEW_COLOUR } from './riskColours.ts';

/** The 3D view's content for those who cannot use it: risk, interval and cases by region, and this nodule. */
export function RegionTable(props: {
  field: RiskField;
  placement: Placement | null;
  atlasRisk: LocationRisk | null;
}) {
  const { t, language } = useWords();
  const { field, placement, atlasRisk } = props;
  const here: RegionId | null = placement
    ? regionId(regionAt(template(), placeToPoint(placement.place)))
    : null;
  return (
    <table className={styles.table}>
      <caption>{t('atlas.source', { count: count(field.cases, language) })}</caption>
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
          <tr key={r.region} className={r.region === here ? styles.here : undefined}>
            <th scope="row">{regionName(t, regionOf(r.region))}</th>
            <td>
              <Swatch value={r.value} />
              {r.value === null ? t('atlas.tooFew') : r.value.toFixed(2)}
            </td>
            <td>{r.value === null ? '' : `${r.interval[0].toFixed(2)}–${r.interval[1].toFixed(2)}`}</td>
            <td>{count(r.cases, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Swatch({ value }: { value: number | null }) {
  return (
    <span
      aria-hidden
      className={styles.swatch}
      style={{ background: value === null ? TOO_FEW_COLOUR : riskColour(value) }}
    />
  );
}
