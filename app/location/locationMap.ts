import type { Mask } from '../segmentation/mask.ts';
import { maskBox } from '../segmentation/mask.ts';
import type { Cpdt } from './cpdt.ts';

/** What stands in the location map where there is no nodule. */
export const OUTSIDE_GLAND = -1;
export const GLAND_TISSUE = -0.5;

/**
 * The location feature x_l as the fusion network reads it: φ over the nodule (0 to 1), GLAND_TISSUE over
 * the rest of the gland, OUTSIDE_GLAND elsewhere (the merged label l_t − l_n of the paper), framed on the
 * gland's box with one scale for both axes, so that left and right of C differ and the aspect ratio holds.
 *
 * @returns size × size values, row-major; box centred, nearest-neighbour so that φ is never blended with tissue
 */
export function locationMap(transform: Cpdt, gland: Mask, nodule: Mask, size: number): Float32Array {
  const map = new Float32Array(size * size).fill(OUTSIDE_GLAND);
  const glandBox = maskBox(gland);
  if (!glandBox) return map;
  const scale = (size * 0.94) / Math.max(glandBox.width, glandBox.height);
  const centreX = glandBox.x + glandBox.width / 2;
  const centreY = glandBox.y + glandBox.height / 2;
  for (let row = 0; row < size; row++) {
    const y = Math.floor(centreY + (row + 0.5 - size / 2) / scale);
    if (y < 0 || y >= gland.height) continue;
    for (let column = 0; column < size; column++) {
      const x = Math.floor(centreX + (column + 0.5 - size / 2) / scale);
      if (x < 0 || x >= gland.width) continue;
      const i = y * gland.width + x;
      if (nodule.data[i]) map[row * size + column] = transform.phi[i]!;
      else if (gland.data[i]) map[row * size + column] = GLAND_TISSUE;
    }
  }
  return map;
}
