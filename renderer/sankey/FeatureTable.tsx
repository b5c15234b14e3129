import type { Feature, FeatureName } from '../../app/case/assessment.ts';
import { riskPercent } from '../words/format.ts';
import { useWords } from '../words/words.ts';
import { share } from './columns.ts';
import styles from './FeatureSankey.module.css';

/** The Sankey's content as a table: exact values, and the sum that is the displayed risk. */
export function FeatureTable(props: {
  features: readonly Feature[];
  probability: number;
  onSelect?: (name: FeatureName) => void;
}) {
  const { t } = useWords();
  const sum = props.features.reduce((total, f) => total + f.contribution * f.response, 0);
  const shares = props.features.reduce((total, f) => total + f.contribution, 0);
  const withouts = props.features.some((f) => f.without !== undefined);
  return (
    <div className={styles.tableBox}>
      <table className={styles.table}>
        <caption className={styles.hidden}>{t('sankey.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('sankey.feature')}</th>
            <th scope="col">{t('sankey.group')}</th>
            <th scope="col">{t('sankey.contribution')}</th>
            <th scope="col">{t('sankey.response')}</th>
            <th scope="col">{t('sankey.product')}</th>
            {withouts && <th scope="col">{t('explanation.row.without')}</th>}
          </tr>
        </thead>
        <tbody>
          {[...props.features]
            .sort((a, b) => b.contribution - a.contribution)
            .map((f) => (
              <tr key={f.name}>
                <th scope="row">
                  {props.onSelect ? (
                    <button
                      type="button"
                      className={styles.rowButton}
                      onClick={() => props.onSelect?.(f.name)}
                    >
                      {t(`feature.${f.name}`)}
                    </button>
                  ) : (
                    t(`feature.${f.name}`)
                  )}
                </th>
                <td>{t(`featureGroup.${f.group}`)}</td>
                <td>{share(f.contribution)}</td>
                <td>{f.response.toFixed(3)}</td>
                <td>{(f.contribution * f.response).toFixed(3)}</td>
                {withouts && <td>{f.without === undefined ? '–' : riskPercent(f.without)}</td>}
              </tr>
            ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('sankey.total')}</th>
            <td />
            <td>{share(shares)}</td>
            <td />
            <td>{sum.toFixed(3)}</td>
            {withouts && <td />}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
