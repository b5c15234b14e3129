import { riskGradient } from '../atlas/riskColours.ts';
import { useWords } from '../words/words.ts';
import styles from './FeatureSankey.module.css';
import type { ContributionMethod } from './FeatureSankey.tsx';

/** What widths and colours mean, on one line under the drawing. */
export function SankeyLegend({ method }: { method: ContributionMethod }) {
  const { t } = useWords();
  return (
    <div className={styles.legend} aria-hidden="true">
      <span>{t('sankey.widthLegend')}</span>
      <span>{t('sankey.colourLegend')}</span>
      <span className={styles.scale}>
        0
        <span className={styles.bar} style={{ background: riskGradient('to right') }} />1
      </span>
      <span>
        {t('explanation.method')}: {t(`explanation.method.${method}`)}
      </span>
    </div>
  );
}
