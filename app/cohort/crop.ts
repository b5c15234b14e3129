import { emptyMask, type Mask, maskBox } from '../segmentation/mask.ts';

/** Room kept around a gland, as a share of its longer side, for nodules that reach beyond it. */
const ROOM = 0.2;

/**
 * The part of a mask's frame that holds the gland and some room around it: a smaller frame, the same pixels.
 * A gland that touches the frame's edge still touches it, so what the picture cuts off stays cut off.
 */
export function cropToGland(gland: Mask): Mask {
  const box = maskBox(gland);
  if (!box) return gland;
  const room = Math.ceil(ROOM * Math.max(box.width, box.height));
  const left = Math.max(0, box.x - room);
  const top = Math.max(0, box.y - room);
  const width = Math.min(gland.width, box.x + box.width + room) - left;
  const height = Math.min(gland.height, box.y + box.height + room) - top;
  const crop = emptyMask(width, height);
  for (let y = 0; y < height; y++) {
    const from = (top + y) * gland.width + left;
    crop.data.set(gland.data.subarray(from, from + width), y * width);
  }
  return crop;
}
