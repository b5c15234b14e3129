import type { LocationRisk } from '../../atlas/place.types.ts';
import { useWords } from '../words/words.ts';
import styles from './AtlasView.module.css';
import { riskGradient } from './riskColours.ts';

/** The colour map with its unit, and a mark with its interval where this nodule stands on it. `source` says where the field comes from. */
export function Legend({
  risk,
  print,
  source,
}: {
  risk: LocationRisk | null;
  print: boolean;
  source: string;
}) {
  const { t } = useWords();
  return (
    <div className={styles.legend} data-print={print}>
      <div className={styles.legendBar} style={{ background: riskGradient('to right', print) }}>
        {risk && (
          <>
            <span
              className={styles.legendInterval}
              style={{
                left: `${risk.interval[0] * 100}%`,
                width: `${(risk.interval[1] - risk.interval[0]) * 100}%`,
              }}
            />
            <span className={styles.legendMark} style={{ left: `${risk.value * 100}%` }} />
          </>
        )}
      </div>
      <div className={styles.legendTicks} aria-hidden="true">
        <span>0</span>
        <span>0.5</span>
        <span>1</span>
      </div>
      <div>{t('atlas.legend')}</div>
      <div>{source}</div>
    </div>
  );
}
