import type { Box } from '../image/greyFrame.ts';
import { emptyMask, type Mask } from '../segmentation/mask.ts';
import { normal, type Random } from './draws.ts';

/** Deviation of the outline's radius, as a share, for each of its waves (2 to 6 around the outline). */
const WAVES = [2, 3, 4, 5, 6] as const;
const WAVE_DEVIATION = 0.035;

/**
 * A nodule's outline where only its box is known (TN5000): the inscribed ellipse, as MGA-Net takes it, with
 * its radius disturbed a little, as a hand or a network would draw it.
 * @param box in frame pixels
 */
export function outlineInBox(width: number, height: number, box: Box, random: Random): Mask {
  const mask = emptyMask(width, height);
  const waves = WAVES.map((order) => ({
    order,
    cosine: normal(random) * WAVE_DEVIATION,
    sine: normal(random) * WAVE_DEVIATION,
  }));
  const centreX = box.x + box.width / 2;
  const centreY = box.y + box.height / 2;
  const reach = 1.3;
  const top = Math.max(0, Math.floor(centreY - (reach * box.height) / 2));
  const bottom = Math.min(height - 1, Math.ceil(centreY + (reach * box.height) / 2));
  for (let y = top; y <= bottom; y++) {
    for (let x = 0; x < width; x++) {
      const u = (x + 0.5 - centreX) / (box.width / 2);
      const v = (y + 0.5 - centreY) / (box.height / 2);
      const radius = Math.hypot(u, v);
      if (radius > reach) continue;
      const angle = Math.atan2(v, u);
      let limit = 1;
      for (const { order, cosine, sine } of waves) {
        limit += cosine * Math.cos(order * angle) + sine * Math.sin(order * angle);
      }
      if (radius <= limit) mask.data[y * width + x] = 1;
    }
  }
  return mask;
}
