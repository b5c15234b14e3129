import { useCallback, useId, useRef, useState } from 'react';
import type { Explained, Feature, FeatureName } from '../../app/case/assessment.ts';
import { useWords } from '../words/words.ts';
import styles from './FeatureSankey.module.css';
import { FeatureTable } from './FeatureTable.tsx';
import { SankeyDiagram } from './SankeyDiagram.tsx';
import { SankeyLegend } from './SankeyLegend.tsx';
import { useBox } from './useBox.ts';

export type ContributionMethod = NonNullable<Explained['contributions']>;

export type FeatureSankeyProps = {
  /** Of an assessment; empty when the estimate is withheld or no method of contributions passed its checks. */
  readonly features: readonly Feature[];
  /** The displayed risk, 0 to 1; null when withheld. */
  readonly probability: number | null;
  readonly selected?: FeatureName | null;
  readonly onSelect?: (feature: FeatureName) => void;
  /** How the contributions were found; named under the drawing. */
  readonly method: ContributionMethod;
  /** Shows the values as a visible table instead of the drawing. */
  readonly asTable?: boolean;
};

/**
 * What carried the estimate: features → groups → risk. Fills its parent (at least 300 × 150 px); the same values
 * follow as a table for screen readers. Export: `exportSankeySvg` on the element with `data-sankey`.
 */
export function FeatureSankey({
  features,
  probability,
  method,
  selected,
  onSelect,
  asTable,
}: FeatureSankeyProps) {
  const { t } = useWords();
  const select = useCallback((name: FeatureName) => onSelect?.(name), [onSelect]);
  if (probability === null || features.length === 0) {
    const reason = probability === null ? 'sankey.withheld' : 'explanation.noContributions';
    return <p className={styles.withheld}>{t(reason)}</p>;
  }
  if (asTable) return <FeatureTable features={features} probability={probability} onSelect={select} />;
  return (
    <Drawing
      features={features}
      probability={probability}
      method={method}
      selected={selected ?? null}
      onSelect={select}
    />
  );
}

/** Its own component, so that its size is read anew whenever the drawing comes back in place of the table. */
function Drawing({
  features,
  probability,
  method,
  selected,
  onSelect,
}: {
  features: readonly Feature[];
  probability: number;
  method: ContributionMethod;
  selected: FeatureName | null;
  onSelect: (name: FeatureName) => void;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const box = useBox(frame);
  const summaryId = useId();
  const [hovered, setHovered] = useState<FeatureName | null>(null);
  return (
    <div className={styles.frame}>
      <div className={styles.stage} ref={frame}>
        {box && (
          <SankeyDiagram
            features={features}
            probability={probability}
            width={box.width}
            height={box.height}
            active={hovered ?? selected}
            onHover={setHovered}
            onSelect={onSelect}
            summaryId={summaryId}
          />
        )}
      </div>
      <SankeyLegend method={method} />
      <div className={styles.hidden}>
        <FeatureTable features={features} probability={probability} />
      </div>
    </div>
  );
}
