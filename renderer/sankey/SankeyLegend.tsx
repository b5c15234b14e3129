import { riskGradient } from '../atlas/riskColours.ts';
import { useWords } from '../words/words.ts';
import styles from './FeatureSankey.module.css';

/** What widths and colours mean, on one line under the drawing. */
export function SankeyLegend() {
  const { t } = useWords();
  return (
    <div className={styles.legend} aria-hidden="true">
      <span>{t('sankey.widthLegend')}</span>
      <span>{t('sankey.colourLegend')}</span>
      <span className={styles.scale}>
        0
        <span className={styles.bar} style={{ background: riskGradient('to right') }} />1
      </span>
    </div>
  );
}
