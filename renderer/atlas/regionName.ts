import type { WordKey } from '../../app/words/en.ts';
import type { Region, RegionId } from '../../atlas/template/regions.ts';

type Say = (key: WordKey, values?: Record<string, string | number>) => string;

/** A region's name in the reader's language, e.g. "left lobe, upper third, medial". */
export function regionName(t: Say, region: Omit<Region, 'depth'> & { depth?: Region['depth'] }): string {
  if (region.side === 'isthmus') return t('atlas.side.isthmus');
  const values = {
    side: t(`atlas.side.${region.side}`),
    pole: t(`atlas.pole.${region.pole}`),
    across: t(`atlas.across.${region.across}`),
  };
  return region.depth
    ? t('atlas.regionNameFine', { ...values, depth: t(`atlas.depth.${region.depth}`) })
    : t('atlas.regionName', values);
}

/** A region's name as it stands beside the gland: short, with its side, since a turned gland has both in one column. */
export function regionLabel(t: Say, id: RegionId): string {
  if (id === 'isthmus') return t('atlas.label.isthmus');
  const { side, pole, across } = regionOf(id);
  return t('atlas.label', {
    side: t(`atlas.label.${side as 'left' | 'right'}`),
    pole: t(`atlas.label.${pole}`),
    across: t(`atlas.across.${across}`),
  });
}

/** The parts of a table region's id. */
export function regionOf(id: RegionId): Omit<Region, 'depth'> {
  if (id === 'isthmus') return { side: 'isthmus', pole: 'lower', across: 'medial' };
  const side = id.startsWith('left') ? 'left' : 'right';
  const pole = id.includes('Upper') ? 'upper' : id.includes('Middle') ? 'middle' : 'lower';
  return { side, pole, across: id.endsWith('Medial') ? 'medial' : 'lateral' };
}
