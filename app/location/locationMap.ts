import type { Box } from '../image/greyFrame.ts';
import type { Mask } from '../segmentation/mask.ts';
import { maskBox } from '../segmentation/mask.ts';
import type { Cpdt } from './cpdt.ts';

/** What stands in the location map where there is no nodule. */
export const OUTSIDE_GLAND = -1;
export const GLAND_TISSUE = -0.5;

/** The map is this much wider than the gland's longer side. */
const FRAME_FACTOR = 1 / 0.94;

/** The square of the frame that the location map shows; null for an empty gland. */
export function locationWindow(gland: Mask): Box | null {
  const box = maskBox(gland);
  if (!box) return null;
  const side = Math.max(box.width, box.height) * FRAME_FACTOR;
  return {
    x: box.x + box.width / 2 - side / 2,
    y: box.y + box.height / 2 - side / 2,
    width: side,
    height: side,
  };
}

/**
 * The location feature x_l as the fusion network reads it: φ over the nodule (0 to 1), GLAND_TISSUE over
 * the rest of the gland, OUTSIDE_GLAND elsewhere (the merged label l_t − l_n of the paper), framed on the
 * gland's box with one scale for both axes, so that left and right of C differ and the aspect ratio holds.
 *
 * @returns size × size values, row-major; box centred, nearest-neighbour so that φ is never blended with tissue
 */
export function locationMap(transform: Cpdt, gland: Mask, nodule: Mask, size: number): Float32Array {
  const map = new Float32Array(size * size).fill(OUTSIDE_GLAND);
  const window = locationWindow(gland);
  if (!window) return map;
  const step = window.width / size;
  for (let row = 0; row < size; row++) {
    const y = Math.floor(window.y + (row + 0.5) * step);
    if (y < 0 || y >= gland.height) continue;
    for (let column = 0; column < size; column++) {
      const x = Math.floor(window.x + (column + 0.5) * step);
      if (x < 0 || x >= gland.width) continue;
      const i = y * gland.width + x;
      if (nodule.data[i]) map[row * size + column] = transform.phi[i]!;
      else if (gland.data[i]) map[row * size + column] = GLAND_TISSUE;
    }
  }
  return map;
}
