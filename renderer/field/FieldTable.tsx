import type { RegionRisk, RiskField } from '../../atlas/riskField/field.types.ts';
import { regionName, regionOf } from '../atlas/regionName.ts';
import { riskColour } from '../atlas/riskColours.ts';
import { hatchBackground } from '../atlas/tooFew.ts';
import { useWords } from '../words/words.ts';
import classes from './FieldSheet.module.css';

type Named = { readonly field: RiskField; readonly name: string };

/** Share, interval and cases by region; with a second field both and their difference. */
export function FieldTable({ first, second }: { first: Named; second: Named | null }) {
  const { t } = useWords();
  return (
    <>
      <table className={classes.table}>
        <thead>
          {second && (
            <tr>
              <td />
              <th scope="colgroup" colSpan={2}>
                {first.name}
              </th>
              <th scope="colgroup" colSpan={2}>
                {second.name}
              </th>
              <td />
            </tr>
          )}
          <tr>
            <th scope="col">{t('field.region')}</th>
            <th scope="col">{t('atlas.risk')}</th>
            <th scope="col">{t('field.casesShort')}</th>
            {second && (
              <>
                <th scope="col">{t('atlas.risk')}</th>
                <th scope="col">{t('field.casesShort')}</th>
                <th scope="col">{t('field.difference')}</th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {first.field.regions.map((region) => {
            const other = second?.field.regions.find((one) => one.region === region.region) ?? null;
            return (
              <tr key={region.region}>
                <th scope="row">{regionName(t, regionOf(region.region))}</th>
                <Risk region={region} />
                {other && (
                  <>
                    <Risk region={other} />
                    <td>
                      <Difference first={region} second={other} />
                    </td>
                  </>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
      {second && <p className={classes.quiet}>{t('field.apartNote')}</p>}
    </>
  );
}

function Risk({ region }: { region: RegionRisk }) {
  const { t } = useWords();
  const { value, interval } = region;
  return (
    <>
      <td>
        <span
          aria-hidden
          className={classes.swatch}
          style={{ background: value === null ? hatchBackground(false) : riskColour(value) }}
        />
        {value === null
          ? t('atlas.tooFew')
          : `${value.toFixed(2)} (${interval[0].toFixed(2)}–${interval[1].toFixed(2)})`}
      </td>
      <td>{Math.round(region.cases)}</td>
    </>
  );
}

/** Second minus first; marked where the intervals do not overlap. */
function Difference({ first, second }: { first: RegionRisk; second: RegionRisk }) {
  const { t } = useWords();
  if (first.value === null || second.value === null) return <span className={classes.quiet}>–</span>;
  const difference = second.value - first.value;
  const text = `${difference < 0 ? '−' : '+'}${Math.abs(difference).toFixed(2)}`;
  const apart = first.interval[1] < second.interval[0] || second.interval[1] < first.interval[0];
  return apart ? <strong title={t('field.apart')}>{text}</strong> : <span>{text}</span>;
}
