import type { Box, GreyFrame } from '../image/greyFrame.ts';
import { type Letterbox, type Placement, resample } from '../image/networkInput.ts';

/**
 * Where the square around a nodule's box comes to lie in a network's input: centred on the box, its side
 * `factor` × the box's longer side, one scale for both axes, so that the nodule keeps its shape and always
 * fills the same share of the picture. Its size in millimetres is thereby hidden from the network.
 *
 * @param box in frame pixels, wider and higher than 0
 * @param factor side of the square ÷ longer side of the box; above 1 there is tissue around the nodule
 * @param size side of the input, pixels
 */
export function placeNodule(box: Box, factor: number, size: number): Placement {
  const scale = size / (factor * Math.max(box.width, box.height));
  return {
    size,
    scale,
    offsetX: size / 2 - (box.x + box.width / 2) * scale,
    offsetY: size / 2 - (box.y + box.height / 2) * scale,
  };
}

/**
 * The picture that the malignancy networks look at: the square around the nodule, cut from a prepared frame
 * (text beside the tissue made black as MGA-Net does in its section 2.2, brightness standardised), grey
 * 0..1, black where the square reaches beyond the frame. One way for training and product.
 */
export function noduleCrop(prepared: GreyFrame, box: Box, factor: number, size: number): Letterbox {
  return resample(prepared, placeNodule(box, factor, size));
}
