import { useCallback, useId, useRef, useState } from 'react';
import type { Feature, FeatureName } from '../../app/case/assessment.ts';
import { useWords } from '../words/words.ts';
import styles from './FeatureSankey.module.css';
import { FeatureTable } from './FeatureTable.tsx';
import { SankeyDiagram } from './SankeyDiagram.tsx';
import { SankeyLegend } from './SankeyLegend.tsx';
import { useBox } from './useBox.ts';

export type FeatureSankeyProps = {
  /** Of an assessment; empty when the estimate is withheld. */
  readonly features: readonly Feature[];
  /** The displayed risk, 0 to 1; null when withheld. */
  readonly probability: number | null;
  readonly selected?: FeatureName | null;
  readonly onSelect?: (feature: FeatureName) => void;
  /** Shows the values as a visible table instead of the drawing. */
  readonly asTable?: boolean;
};

/**
 * What carried the estimate: features → groups → risk. Fills its parent (at least 300 × 150 px); the same values
 * follow as a table for screen readers. Export: `exportSankeySvg` on the element with `data-sankey`.
 */
export function FeatureSankey({ features, probability, selected, onSelect, asTable }: FeatureSankeyProps) {
  const { t } = useWords();
  const frame = useRef<HTMLDivElement>(null);
  const box = useBox(frame);
  const summaryId = useId();
  const [hovered, setHovered] = useState<FeatureName | null>(null);
  const select = useCallback((name: FeatureName) => onSelect?.(name), [onSelect]);
  if (probability === null || features.length === 0) {
    return <p className={styles.withheld}>{t('sankey.withheld')}</p>;
  }
  if (asTable) return <FeatureTable features={features} probability={probability} onSelect={select} />;
  return (
    <div className={styles.frame}>
      <div className={styles.stage} ref={frame}>
        {box && (
          <SankeyDiagram
            features={features}
            probability={probability}
            width={box.width}
            height={box.height}
            active={hovered ?? selected ?? null}
            onHover={setHovered}
            onSelect={select}
            summaryId={summaryId}
          />
        )}
      </div>
      <SankeyLegend />
      <div className={styles.hidden}>
        <FeatureTable features={features} probability={probability} />
      </div>
    </div>
  );
}
