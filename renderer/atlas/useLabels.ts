import { useMemo } from 'react';
import type { RiskField } from '../../atlas/riskField/field.ts';
import { useWords } from '../words/words.ts';
import type { LabelRoom } from './labelLayout.ts';
import type { Stand } from './projection.ts';
import { labelTexts, type RegionLabel, regionLabels } from './standingLabels.ts';

/** The labels of the regions as the gland stands; none where there is no room for them. */
export function useLabels(
  stand: Stand | null,
  field: RiskField,
  scale: number,
  room: LabelRoom | null,
): readonly RegionLabel[] {
  const { t } = useWords();
  const texts = useMemo(() => labelTexts(t, field), [t, field]);
  return useMemo(
    () => (stand && room ? regionLabels(texts, stand, scale, room) : []),
    [texts, stand, scale, room],
  );
}
