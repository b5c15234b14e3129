import type { ViewKind } from '../case/patientCase.ts';
import type { Mask } from './mask.ts';

/**
 * What a gland's outline says about the section. Lengthways a lobe is a band of even thickness that runs out of the
 * picture on both sides; across, the gland hangs over the trachea with a thin isthmus, or is one rounded lobe.
 */
export type GlandShape = {
  /** Width of the outline as a share of the picture's. */
  readonly across: number;
  /** Area of the outline as a share of its box. */
  readonly fill: number;
  /** Spread of the thickness over the columns, in means (coefficient of variation). */
  readonly unevenness: number;
};

/** Set on the examples' phantoms and every eighth held-out TG3K frame; `npm run evaluate:view` measures on others. */
export const VIEW_LIMITS = {
  longitudinal: { acrossMin: 0.86, fillMin: 0.68, unevennessMax: 0.32 },
  transverse: { fillMax: 0.6, unevennessMin: 0.52 },
} as const;

/** Fewer columns are no outline to judge. */
const COLUMNS_MIN = 12;

/** Measures an outline; null where there is too little of it. */
export function glandShape({ width, height, data }: Mask): GlandShape | null {
  const thickness: number[] = [];
  let [top, bottom, left, right, area] = [height, -1, width, -1, 0];
  for (let x = 0; x < width; x++) {
    let inside = 0;
    for (let y = 0; y < height; y++) {
      if (!data[y * width + x]) continue;
      inside++;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
    }
    if (inside === 0) continue;
    thickness.push(inside);
    area += inside;
    if (x < left) left = x;
    right = x;
  }
  if (thickness.length < COLUMNS_MIN) return null;
  const mean = area / thickness.length;
  const variance = thickness.reduce((sum, one) => sum + (one - mean) ** 2, 0) / thickness.length;
  const box = (right - left + 1) * (bottom - top + 1);
  return {
    across: (right - left + 1) / width,
    fill: area / box,
    unevenness: Math.sqrt(variance) / mean,
  };
}

/**
 * The section that an outline plainly looks like; null where it could be either. No more than a question to the
 * person: real longitudinal frames with a known view were not to be had, so nothing is withheld for it.
 */
export function looksLikeView(gland: Mask): ViewKind | null {
  const shape = glandShape(gland);
  if (!shape) return null;
  const { longitudinal, transverse } = VIEW_LIMITS;
  const { across, fill, unevenness } = shape;
  if (
    across >= longitudinal.acrossMin &&
    fill >= longitudinal.fillMin &&
    unevenness <= longitudinal.unevennessMax
  )
    return 'longitudinal';
  if (fill <= transverse.fillMax && unevenness >= transverse.unevennessMin) return 'transverse';
  return null;
}
