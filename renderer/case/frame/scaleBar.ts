/** A bar of a round length that fits a space on screen. */
export type ScaleBar = { readonly mm: number; readonly canvasPx: number };

/**
 * The longest of 1, 2 or 5 times a power of ten (mm) that is at most `maxCanvasPx` long at this zoom.
 * @returns null where the scale of the frame is unknown
 */
export function scaleBar(
  spacingMmPerPx: number | null,
  canvasPxPerFramePx: number,
  maxCanvasPx: number,
): ScaleBar | null {
  if (spacingMmPerPx === null) return null;
  const canvasPxPerMm = canvasPxPerFramePx / spacingMmPerPx;
  const longest = maxCanvasPx / canvasPxPerMm;
  const power = 10 ** Math.floor(Math.log10(longest));
  const mm = [5, 2, 1].map((m) => m * power).find((m) => m <= longest * (1 + 1e-9)) ?? power;
  return { mm: Number(mm.toPrecision(1)), canvasPx: mm * canvasPxPerMm };
}
