import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Placement } from '../../atlas/place.types.ts';
import type { RiskField } from '../../atlas/riskField/field.ts';
import { useWords } from '../words/words.ts';
import styles from './AtlasFallback.module.css';
import { sourceShort } from './fieldSource.ts';
import { Legend } from './Legend.tsx';
import { SectionDrawing } from './SectionDrawing.tsx';

type Props = {
  why: 'noWebgl' | 'lost';
  placement: Placement | null;
  field: RiskField;
  onAgain: () => void;
  /** The table of regions. */
  children: ReactNode;
};

/** What is shown where the 3D view cannot be drawn: why, two sections and the table. */
export function AtlasFallback({ why, placement, field, onAgain, children }: Props) {
  const { t } = useWords();
  return (
    <div className={styles.fallback}>
      <p>{t(why === 'lost' ? 'atlas.graphicsLost' : 'atlas.noWebgl')}</p>
      <Button size="compact-xs" variant="default" onClick={onAgain}>
        {t('atlas.tryAgain')}
      </Button>
      <div className={styles.sections}>
        <SectionDrawing plane="transverse" field={field} placement={placement} />
        <SectionDrawing plane="coronal" field={field} placement={placement} />
      </div>
      <div className={styles.legend}>
        <Legend
          risk={null}
          print={false}
          source={sourceShort(t, field)}
          tooFew={field.regions.some((r) => r.value === null)}
          shellMm={null}
        />
      </div>
      {children}
    </div>
  );
}
