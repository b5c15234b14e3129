import type { DicomDataset } from 'dcmjs';
import { SPACING_MM_PER_PX, type SpacingSource } from '../../../app/case/patientCase.ts';
import { items, number, numbers } from './dataset.ts';

/** Millimetres per pixel along both axes, and where that was written. */
export type PixelScale = { xMm: number; yMm: number; source: SpacingSource };

/** PS3.3 C.8.5.5.1: region data type "tissue", spatial format "2D", physical unit "cm". */
const TISSUE = 1;
const TWO_DIMENSIONAL = 1;
const CENTIMETRES = 3;
const MM_PER_CM = 10;

/**
 * The scale of a frame: from the Sequence of Ultrasound Regions (0018,6011) where a tissue region gives it in
 * centimetres, else from Pixel Spacing (0028,0030), Imager Pixel Spacing (0018,1164) or Nominal Scanned Pixel
 * Spacing (0018,2010). Null where none is written, where it is impossible, or where two tissue regions of similar
 * size disagree: a wrong scale is worse than none.
 */
export function readScale(dataset: DicomDataset): PixelScale | null {
  return readRegionScale(dataset) ?? readPixelSpacing(dataset);
}

function readRegionScale(dataset: DicomDataset): PixelScale | null {
  const regions = items(dataset, '00186011')
    .filter(
      (region) =>
        number(region, '00186014') === TISSUE &&
        (number(region, '00186012') ?? TWO_DIMENSIONAL) === TWO_DIMENSIONAL &&
        number(region, '00186024') === CENTIMETRES &&
        number(region, '00186026') === CENTIMETRES,
    )
    .map((region) => ({ scale: regionScale(region), area: regionArea(region) }))
    .filter((region): region is { scale: PixelScale; area: number } => region.scale !== null)
    .sort((a, b) => b.area - a.area);
  const [largest, ...others] = regions;
  if (!largest) return null;
  const contradicted = others.some(
    (other) => other.area * 2 > largest.area && !agree(other.scale, largest.scale),
  );
  return contradicted ? null : largest.scale;
}

function regionScale(region: DicomDataset): PixelScale | null {
  const x = number(region, '0018602C');
  const y = number(region, '0018602E');
  if (x === null || y === null) return null;
  // deltas are negative where the physical axis runs against the pixels
  return possible({ xMm: Math.abs(x) * MM_PER_CM, yMm: Math.abs(y) * MM_PER_CM, source: 'dicomRegion' });
}

function regionArea(region: DicomDataset): number {
  const [x0, y0, x1, y1] = ['00186018', '0018601A', '0018601C', '0018601E'].map((tag) => number(region, tag));
  if (x0 == null || y0 == null || x1 == null || y1 == null) return 0;
  return Math.max(0, x1 - x0) * Math.max(0, y1 - y0);
}

function agree(a: PixelScale, b: PixelScale): boolean {
  return Math.abs(a.xMm / b.xMm - 1) < 0.01 && Math.abs(a.yMm / b.yMm - 1) < 0.01;
}

function readPixelSpacing(dataset: DicomDataset): PixelScale | null {
  for (const tag of ['00280030', '00181164', '00182010']) {
    // row spacing (between rows: vertical) first, then column spacing
    const [yMm, xMm = yMm] = numbers(dataset, tag);
    const scale =
      yMm === undefined || xMm === undefined ? null : { xMm, yMm, source: 'dicomPixelSpacing' as const };
    if (scale && possible(scale)) return scale;
  }
  return null;
}

function possible(scale: PixelScale): PixelScale | null {
  const { min, max } = SPACING_MM_PER_PX;
  const inRange = [scale.xMm, scale.yMm].every((mm) => mm >= min && mm <= max);
  return inRange && Math.max(scale.xMm / scale.yMm, scale.yMm / scale.xMm) <= MOST_UNEQUAL ? scale : null;
}

/** Pixels more oblong than this are a mistake in the file, not a property of a scanner. */
const MOST_UNEQUAL = 3;
/** Below this difference pixels count as square. */
const SQUARE_WITHIN = 0.005;

/**
 * How a frame must be stretched so that its pixels become square: factors along x and y (the coarser axis grows,
 * nothing is thrown away) and the scale then. Without a scale the Pixel Aspect Ratio (0028,0034) is obeyed.
 */
export function squareness(
  dataset: DicomDataset,
  scale: PixelScale | null,
): { stretchX: number; stretchY: number; spacingMmPerPx: number | null } {
  const { xMm, yMm } = scale ?? aspect(dataset);
  const fine = Math.min(xMm, yMm);
  const square = Math.max(xMm, yMm) / fine - 1 <= SQUARE_WITHIN;
  if (square) return { stretchX: 1, stretchY: 1, spacingMmPerPx: scale ? (xMm + yMm) / 2 : null };
  return { stretchX: xMm / fine, stretchY: yMm / fine, spacingMmPerPx: scale ? fine : null };
}

function aspect(dataset: DicomDataset): { xMm: number; yMm: number } {
  const [vertical = 1, horizontal = 1] = numbers(dataset, '00280034');
  const ratio = vertical / horizontal;
  const usable = ratio >= 1 / MOST_UNEQUAL && ratio <= MOST_UNEQUAL;
  return usable ? { xMm: 1, yMm: ratio } : { xMm: 1, yMm: 1 };
}
