import type { Box } from '../app/image/greyFrame.ts';
import { keepLargeParts } from '../app/segmentation/components.ts';
import type { Mask } from '../app/segmentation/mask.ts';
import { maskBox } from '../app/segmentation/mask.ts';
import type { ViewMasks } from './place.types.ts';

/** What one view says of a nodule in its gland, in frame pixels and shares. */
export type Reading = {
  /** The gland without specks. */
  readonly gland: Mask;
  readonly glandBox: Box;
  readonly noduleBox: Box;
  /** The nodule's middle (mean of its pixels). */
  readonly centre: { readonly x: number; readonly y: number };
  /** Share of the gland's local thickness in front of the nodule's middle: 0 anterior capsule, 1 posterior. */
  readonly depthShare: number;
  /** The gland's thickness at the nodule's middle, px. */
  readonly thicknessPx: number;
};

/** Parts of a gland mask smaller than this share of its largest are specks; a second lobe is larger. */
const SPECK_SHARE = 0.08;

/** Reads a view; null when either mask is empty. */
export function readView(view: ViewMasks): Reading | null {
  const gland = keepLargeParts(view.gland, SPECK_SHARE);
  const glandBox = maskBox(gland);
  const noduleBox = maskBox(view.nodule);
  if (!glandBox || !noduleBox) return null;
  const centre = middleOf(view.nodule);
  const column = nearestColumn(gland, centre.x, glandBox);
  const thicknessPx = column.bottom - column.top + 1;
  const depthShare = Math.max(0, Math.min(1, (centre.y + 0.5 - column.top) / thicknessPx));
  return { gland, glandBox, noduleBox, centre, depthShare, thicknessPx };
}

function middleOf(mask: Mask): { x: number; y: number } {
  let sumX = 0;
  let sumY = 0;
  let n = 0;
  for (let y = 0, at = 0; y < mask.height; y++)
    for (let x = 0; x < mask.width; x++, at++) {
      if (!mask.data[at]) continue;
      sumX += x;
      sumY += y;
      n++;
    }
  return { x: sumX / n, y: sumY / n };
}

/** First and last gland row in a column; null where the column misses the gland. */
export function columnOf(gland: Mask, x: number): { top: number; bottom: number } | null {
  let top = -1;
  let bottom = -1;
  for (let y = 0; y < gland.height; y++)
    if (gland.data[y * gland.width + x]) {
      if (top < 0) top = y;
      bottom = y;
    }
  return top < 0 ? null : { top, bottom };
}

function nearestColumn(gland: Mask, x: number, box: Box): { top: number; bottom: number } {
  const from = Math.round(x);
  for (let off = 0; off < gland.width; off++)
    for (const at of [from - off, from + off]) {
      const column = at >= 0 && at < gland.width ? columnOf(gland, at) : null;
      if (column) return column;
    }
  return { top: box.y, bottom: box.y + box.height - 1 };
}

/** Gland thickness in every column of its box, px (0 where the column misses it). */
export function thicknessProfile(gland: Mask, box: Box): number[] {
  return Array.from({ length: box.width }, (_, i) => {
    const column = columnOf(gland, box.x + i);
    return column ? column.bottom - column.top + 1 : 0;
  });
}

/**
 * Beyond these a transverse gland mask holds both lobes: twice a lobe's usual width, or a box as flat as two, with
 * a second lobe (which the frame may cut) at least this thick beside the first, and a thinner waist between them.
 * Looked at on 48 masks spread over `tg3k`.
 */
const BOTH_LOBES = { widthMm: 38, aspect: 2.3, secondLobe: 0.35, waist: 0.8 } as const;

/**
 * Whether a transverse gland mask shows both lobes: by its width where the scale is known, else by its flatness.
 * A flat mask must also be thinnest near its middle, where the isthmus crosses the trachea.
 */
export function showsBothLobes(gland: Mask, box: Box, spacingMmPerPx: number | null): boolean {
  const profile = thicknessProfile(gland, box);
  const wide =
    spacingMmPerPx !== null
      ? box.width * spacingMmPerPx > BOTH_LOBES.widthMm
      : box.width / Math.max(1, Math.max(...profile)) > BOTH_LOBES.aspect;
  if (!wide) return false;
  const waist = waistColumn(profile);
  const left = Math.max(...profile.slice(0, waist + 1));
  const right = Math.max(...profile.slice(waist));
  const thinner = Math.min(left, right);
  return (
    thinner > BOTH_LOBES.secondLobe * Math.max(left, right) && profile[waist]! < BOTH_LOBES.waist * thinner
  );
}

/** The thinnest column of the middle half: the midline of a mask with both lobes. Ties go to the middle one. */
export function waistColumn(profile: readonly number[]): number {
  const from = Math.floor(profile.length * 0.25);
  const to = Math.max(from + 1, Math.ceil(profile.length * 0.75));
  const middle = (profile.length - 1) / 2;
  let best = from;
  for (let i = from; i < to; i++) {
    const thinner = profile[i]! - profile[best]!;
    if (thinner < 0 || (thinner === 0 && Math.abs(i - middle) < Math.abs(best - middle))) best = i;
  }
  return best;
}

/**
 * Which side of the neck a mask of one lobe shows, from the isthmus's thin tail, which points to the midline: a
 * tail on screen-right means the patient's right lobe (screen-left is the patient's right). Null when the mask
 * is too even to tell.
 */
export function sideOfOneLobe(gland: Mask, box: Box): 'left' | 'right' | null {
  const profile = thicknessProfile(gland, box);
  const edge = Math.max(1, Math.round(profile.length * 0.25));
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const screenLeft = mean(profile.slice(0, edge));
  const screenRight = mean(profile.slice(-edge));
  const thickest = Math.max(...profile);
  if (Math.abs(screenLeft - screenRight) < 0.25 * thickest) return null;
  return screenRight < screenLeft ? 'right' : 'left';
}
