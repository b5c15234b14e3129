import { z } from 'zod';
import { mapToFrame, type Placement } from '../image/networkInput.ts';
import { fillHoles, keepLargeParts } from './components.ts';
import { type Mask, maskArea } from './mask.ts';
import { typicalityLimitsSchema } from './typicality.ts';

/** What the manifest must say beside the weights. */
export const glandParametersSchema = z.object({
  inputSize: z.int().min(32),
  ...typicalityLimitsSchema.shape,
});

const INSIDE_ABOVE = 0.5;
/** A gland cut in two by a shadow keeps both parts; specks below this share of the largest part go. */
const SMALLEST_PART = 0.1;
/** Less than this share of the frame is no gland: the smallest drawn in TG3K covers 0.6%. */
const SMALLEST_GLAND = 0.004;

/**
 * The gland's mask in frame pixels from the network's probability map.
 * Holes are filled: a dark nodule or cyst inside the gland belongs to the gland.
 * @param probability size × size values 0..1 over the placed input
 * @returns null when no area worth calling a gland was found
 */
export function decodeGland(
  probability: Float32Array,
  placement: Placement,
  frameWidth: number,
  frameHeight: number,
): Mask | null {
  const area = { x: 0, y: 0, width: frameWidth, height: frameHeight };
  const onFrame = mapToFrame(probability, placement.size, placement, area);
  const data = Uint8Array.from(onFrame, (p) => (p > INSIDE_ABOVE ? 1 : 0));
  const gland = fillHoles(keepLargeParts({ width: frameWidth, height: frameHeight, data }, SMALLEST_PART));
  return maskArea(gland) < SMALLEST_GLAND * frameWidth * frameHeight ? null : gland;
}
