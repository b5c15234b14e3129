import type { Sex } from '../../app/case/patientCase.ts';
import { ADULT_GLAND, ADULT_VOLUME_ML, glandDimensions } from '../../atlas/template/dimensions.ts';

/** The shown gland: the mean adult's, a woman's or a man's mean, or one of a given lobe height, mm. */
export type GlandSize = 'adult' | Sex | number;

export const LOBE_HEIGHT_MM = { min: 30, max: 80 } as const;

/** The shown gland's size over the template's; every length scales alike (atlas/template/dimensions.ts). */
export function scaleOf(size: GlandSize): number {
  if (size === 'adult') return 1;
  const wish =
    typeof size === 'number'
      ? { lobeHeight: Math.max(LOBE_HEIGHT_MM.min, Math.min(LOBE_HEIGHT_MM.max, size)) }
      : { sex: size };
  return glandDimensions(wish).lobeHeight / ADULT_GLAND.lobeHeight;
}

export function lobeHeightMm(scale: number): number {
  return ADULT_GLAND.lobeHeight * scale;
}

export function volumeMl(scale: number): number {
  return ADULT_VOLUME_ML * scale ** 3;
}
