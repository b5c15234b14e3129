import { useMemo } from 'react';
import type { Assessment } from '../../app/case/assessment.ts';
import { placementOf } from '../../atlas/placementOf.ts';
import { builtInField } from '../../atlas/riskField/builtIn.ts';
import { RegionTable } from './RegionTable.tsx';

export type AtlasViewProps = {
  /** The assessment shown; null shows the gland and its field alone. */
  readonly assessment: Pick<Assessment, 'views' | 'facts' | 'location'> | null;
  /** The whole window: adds opacity, cut plane, table and picture export. Small (about 420 × 300) otherwise. */
  readonly enlarged?: boolean;
  /** Asks for the enlarged view; without it no such button is shown. */
  readonly onOpen?: () => void;
};

/** Where the nodule sits: the template gland with its risk field and this nodule. Fills its parent. */
export function AtlasView({ assessment }: AtlasViewProps) {
  const placement = useMemo(() => (assessment ? placementOf(assessment) : null), [assessment]);
  return (
    <RegionTable
      field={builtInField()}
      placement={placement}
      atlasRisk={assessment?.location.atlasRisk ?? null}
    />
  );
}
