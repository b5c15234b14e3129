import type { GreyFrame } from '../image/greyFrame.ts';
import { distanceToSites } from '../location/distanceTransform.ts';
import type { Mask } from '../segmentation/mask.ts';
import { maskArea } from '../segmentation/mask.ts';

/** The ring's breadth as a share of the nodule's equivalent diameter, and its bounds in px. */
const RING_SHARE = 0.2;
const RING_PX = { min: 3, max: 30 } as const;

/**
 * The echogenicity feature x_e: mean grey of a ring just outside the nodule minus mean grey inside
 * (LLNM-Net: difference of mean echo values inside and outside the boundary). Positive: the nodule is
 * darker than its surroundings. Where the gland is known the ring keeps to the gland, so that the
 * trachea's air or the carotid's blood does not pass for thyroid tissue.
 *
 * @returns grey levels, −255 to 255; null when there is no nodule or no ring in the frame
 */
export function echogenicity(frame: GreyFrame, nodule: Mask, gland: Mask | null): number | null {
  const area = maskArea(nodule);
  if (area === 0) return null;
  const diameter = 2 * Math.sqrt(area / Math.PI);
  const breadth = Math.min(RING_PX.max, Math.max(RING_PX.min, diameter * RING_SHARE));
  const distance = distanceToSites(nodule.data, frame.width, frame.height);
  const inGland = ringMean(frame, nodule, distance, breadth, gland);
  const outside = inGland ?? ringMean(frame, nodule, distance, breadth, null);
  if (outside === null) return null;
  let inside = 0;
  for (let i = 0; i < nodule.data.length; i++) if (nodule.data[i]) inside += frame.pixels[i]!;
  return outside - inside / area;
}

function ringMean(
  frame: GreyFrame,
  nodule: Mask,
  distance: Float64Array,
  breadth: number,
  gland: Mask | null,
): number | null {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < distance.length; i++) {
    if (nodule.data[i] || distance[i]! > breadth || (gland && !gland.data[i])) continue;
    sum += frame.pixels[i]!;
    count++;
  }
  return count >= 20 ? sum / count : null;
}
