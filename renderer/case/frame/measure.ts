import { SPACING_MM_PER_PX } from '../../../app/case/patientCase.ts';
import type { Point } from '../../../app/image/greyFrame.ts';

/** A line drawn with the ruler, frame coordinates; `done` once its second end is set. */
export type Measure = { readonly from: Point; readonly to: Point; readonly done: boolean };

export function measureLength({ from, to }: Measure): number {
  return Math.hypot(to.x - from.x, to.y - from.y);
}

/** Two ends nearer than this cannot give a scale: a pixel's error would be a tenth of it. */
export const SHORTEST_FOR_SCALE_PX = 20;

export type ScaleReading =
  | { readonly ok: true; readonly spacingMmPerPx: number }
  | { readonly ok: false; readonly reason: 'tooShort' | 'noLength' | 'outOfRange' };

/** The scale that a line of `px` frame pixels and a known length of `mm` give. */
export function scaleFrom(px: number, mm: number | null): ScaleReading {
  if (px < SHORTEST_FOR_SCALE_PX) return { ok: false, reason: 'tooShort' };
  if (mm === null || !(mm > 0)) return { ok: false, reason: 'noLength' };
  const spacingMmPerPx = mm / px;
  if (spacingMmPerPx < SPACING_MM_PER_PX.min || spacingMmPerPx > SPACING_MM_PER_PX.max) {
    return { ok: false, reason: 'outOfRange' };
  }
  return { ok: true, spacingMmPerPx };
}
