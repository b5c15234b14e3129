import type { Box, GreyFrame } from '../image/greyFrame.ts';
import { type Mask, maskBox } from '../segmentation/mask.ts';
import { sampleSquare } from './sampleFrame.ts';

/** The crop is this much wider than the nodule's box, so that the margin is in it. */
const CROP_FACTOR = 1.2;

/** The square of the frame that the texture crop shows; also where its Grad-CAM++ map is drawn. */
export function textureWindow(nodule: Mask): Box | null {
  const box = maskBox(nodule);
  if (!box) return null;
  const side = Math.max(box.width, box.height) * CROP_FACTOR;
  return {
    x: box.x + box.width / 2 - side / 2,
    y: box.y + box.height / 2 - side / 2,
    width: side,
    height: side,
  };
}

/**
 * The internal-morphology feature x_t: the frame cropped to the nodule (LLNM-Net, "Data feature
 * extraction process"). One scale for both axes, so the nodule keeps its aspect ratio.
 * @returns size × size values 0..1; null for an empty mask
 */
export function textureCrop(frame: GreyFrame, nodule: Mask, size: number): Float32Array | null {
  const window = textureWindow(nodule);
  if (!window) return null;
  const crop = new Float32Array(size * size);
  sampleSquare(frame, window, size, crop);
  return crop;
}
