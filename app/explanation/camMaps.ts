import type { CoarseMap } from '../case/assessment.ts';
import type { Box } from '../image/greyFrame.ts';
import { locationWindow } from '../location/locationMap.ts';
import { MOSAIC_SIDE, mosaicTiles } from '../morphology/marginMosaic.ts';
import { textureWindow } from '../morphology/textureCrop.ts';
import type { Mask } from '../segmentation/mask.ts';
import { PATCHES_PER_SIDE } from './tokenLayout.ts';

/** Rows and columns of the margin map once its tiles are put back where they came from. */
const MARGIN_GRID = 12;

/**
 * Grad-CAM++ of the three image maps of one view, laid over the squares of the frame they show.
 *
 * The location map and the texture crop are windows of the frame, so their 7 × 7 values lie over those
 * windows. The margin mosaic is shuffled: each tile's value goes back to the place its square was cut from.
 * Values are scaled by the largest of the view, so the three maps can be compared.
 *
 * @param cam 147 values from the network: location, texture, margin, each 7 × 7 in reading order
 */
export function camMaps(cam: ArrayLike<number>, gland: Mask, nodule: Mask) {
  const patches = PATCHES_PER_SIDE * PATCHES_PER_SIDE;
  const largest = Math.max(1e-12, ...Array.from(cam));
  const third = (k: number) =>
    Array.from({ length: patches }, (_, i) => Math.min(1, Math.max(0, cam[k * patches + i]! / largest)));
  const location = locationWindow(gland);
  const texture = textureWindow(nodule);
  if (!location || !texture) return null;
  const square = (box: Box, values: number[]): CoarseMap => ({
    box,
    rows: PATCHES_PER_SIDE,
    columns: PATCHES_PER_SIDE,
    values,
  });
  return {
    location: square(location, third(0)),
    texture: square(texture, third(1)),
    margin: marginMap(third(2), texture, nodule),
  };
}

function marginMap(values: readonly number[], window: Box, nodule: Mask): CoarseMap {
  const sums = new Float64Array(MARGIN_GRID * MARGIN_GRID);
  const counts = new Uint16Array(MARGIN_GRID * MARGIN_GRID);
  for (const tile of mosaicTiles(nodule) ?? []) {
    const centreX = (tile.window.x + tile.window.width / 2 - window.x) / window.width;
    const centreY = (tile.window.y + tile.window.height / 2 - window.y) / window.height;
    const column = Math.min(MARGIN_GRID - 1, Math.max(0, Math.floor(centreX * MARGIN_GRID)));
    const row = Math.min(MARGIN_GRID - 1, Math.max(0, Math.floor(centreY * MARGIN_GRID)));
    sums[row * MARGIN_GRID + column]! += patchMean(values, tile.place);
    counts[row * MARGIN_GRID + column]!++;
  }
  return {
    box: window,
    rows: MARGIN_GRID,
    columns: MARGIN_GRID,
    values: Array.from(sums, (sum, i) => (counts[i]! > 0 ? sum / counts[i]! : 0)),
  };
}

/** Mean of the 7 × 7 patch values over the square of one of the 8 × 8 tiles, by overlap. */
function patchMean(values: readonly number[], place: number): number {
  const overlaps = (tile: number) =>
    Array.from({ length: PATCHES_PER_SIDE }, (_, patch) =>
      Math.max(
        0,
        Math.min((tile + 1) / MOSAIC_SIDE, (patch + 1) / PATCHES_PER_SIDE) -
          Math.max(tile / MOSAIC_SIDE, patch / PATCHES_PER_SIDE),
      ),
    );
  const rows = overlaps(Math.floor(place / MOSAIC_SIDE));
  const columns = overlaps(place % MOSAIC_SIDE);
  let sum = 0;
  for (const [r, high] of rows.entries()) {
    for (const [c, wide] of columns.entries()) sum += high * wide * values[r * PATCHES_PER_SIDE + c]!;
  }
  return sum * MOSAIC_SIDE * MOSAIC_SIDE;
}
