import type { LocationRisk } from '../../atlas/place.types.ts';
import { useWords } from '../words/words.ts';
import { ATLAS_COLOURS } from './atlasColours.ts';
import styles from './Legend.module.css';
import { riskGradient } from './riskColours.ts';
import { hatchBackground } from './tooFew.ts';

type Props = {
  risk: LocationRisk | null;
  print: boolean;
  /** Where the field comes from. */
  source: string;
  /** Whether any place has too few cases. */
  tooFew: boolean;
  /** Depth of the shell where it is shown, mm. */
  shellMm: number | null;
};

/** The colour map with its unit, and a mark with its interval where this nodule stands on it. */
export function Legend({ risk, print, source, tooFew, shellMm }: Props) {
  const { t } = useWords();
  return (
    <div className={styles.legend} data-print={print}>
      {shellMm !== null && (
        <div className={styles.key}>
          <i
            className={styles.ringKey}
            style={{ borderColor: print ? ATLAS_COLOURS.printShell : ATLAS_COLOURS.shell }}
          />
          {t('atlas.shellKey', { mm: shellMm })}
        </div>
      )}
      {tooFew && (
        <div className={styles.key}>
          <i className={styles.hatchKey} style={{ background: hatchBackground(print) }} />
          {t('atlas.tooFew')}
        </div>
      )}
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
