import type { Box } from '../../app/image/greyFrame.ts';
import type { Mask } from '../../app/segmentation/mask.ts';

/** A map of one value a pixel (a mask as 0 and 1, a location map, a grey picture), row-major; any size. */
export type ScalarImage = { readonly width: number; readonly height: number; readonly data: Float32Array };

/** A mask as an image of 0 and 1. */
export function imageOfMask(mask: Mask): ScalarImage {
  return { width: mask.width, height: mask.height, data: Float32Array.from(mask.data, (v) => (v ? 1 : 0)) };
}

/**
 * Linear interpolation at (x, y) px, pixel centres at whole numbers; 0 beyond the last pixels (what lies outside
 * the frame is not known to be gland).
 */
export function sampleImage(image: ScalarImage, x: number, y: number): number {
  const { width, height, data } = image;
  if (!(x > -1 && y > -1 && x < width && y < height)) return 0;
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  const fx = x - x0;
  const fy = y - y0;
  const at = y0 * width + x0;
  const left = x0 >= 0;
  const right = x0 + 1 < width;
  let value = 0;
  if (y0 >= 0) value += (1 - fy) * ((left ? (1 - fx) * data[at]! : 0) + (right ? fx * data[at + 1]! : 0));
  if (y0 + 1 < height)
    value += fy * ((left ? (1 - fx) * data[at + width]! : 0) + (right ? fx * data[at + width + 1]! : 0));
  return value;
}

/**
 * How a frame lies on the square grid both images are registered on: `grid = scale · frame + shift`, in corner
 * coordinates (pixel i spans i to i + 1). The aspect ratio is kept.
 */
export type GridPlacement = { readonly scale: number; readonly shiftX: number; readonly shiftY: number };

/** Fits a region of a frame (the whole frame where it is null) into the middle of a grid of `size` pixels. */
export function placeOnGrid(image: ScalarImage, region: Box | null, size: number): GridPlacement {
  const box = region ?? { x: 0, y: 0, width: image.width, height: image.height };
  const scale = size / Math.max(box.width, box.height);
  return {
    scale,
    shiftX: (size - scale * box.width) / 2 - scale * box.x,
    shiftY: (size - scale * box.height) / 2 - scale * box.y,
  };
}

/**
 * The image on the grid. Where the grid is coarser than the frame each grid pixel is the mean of linear samples
 * at most one frame pixel apart, so that thin parts do not fall between samples.
 */
export function onGrid(image: ScalarImage, placement: GridPlacement, size: number): ScalarImage {
  const { scale, shiftX, shiftY } = placement;
  if (scale === 1 && shiftX === 0 && shiftY === 0 && image.width === size && image.height === size)
    return { ...image, data: image.data.slice() };
  const per = Math.max(1, Math.ceil(1 / scale - 1e-9));
  const data = new Float32Array(size * size);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      let sum = 0;
      for (let j = 0; j < per; j++)
        for (let i = 0; i < per; i++)
          sum += sampleImage(
            image,
            (x + (i + 0.5) / per - shiftX) / scale - 0.5,
            (y + (j + 0.5) / per - shiftY) / scale - 0.5,
          );
      data[y * size + x] = sum / (per * per);
    }
  return { width: size, height: size, data };
}

/** Gaussian blur, separable, cut at three standard deviations; the rim is repeated outward. */
export function blur(image: ScalarImage, sigmaPx: number): ScalarImage {
  if (sigmaPx <= 0) return image;
  const { width, height, data } = image;
  const reach = Math.ceil(3 * sigmaPx);
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-0.5 * ((i - reach) / sigmaPx) ** 2),
  );
  const total = kernel.reduce((a, b) => a + b, 0);
  const across = new Float32Array(data.length);
  const out = new Float32Array(data.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let k = -reach; k <= reach; k++)
        sum += kernel[k + reach]! * data[y * width + Math.max(0, Math.min(width - 1, x + k))]!;
      across[y * width + x] = sum / total;
    }
  for (let y = 0; y < height; y++)
    for (let k = -reach; k <= reach; k++) {
      const weight = kernel[k + reach]! / total;
      const from = Math.max(0, Math.min(height - 1, y + k)) * width;
      for (let x = 0; x < width; x++) out[y * width + x] = out[y * width + x]! + weight * across[from + x]!;
    }
  return { width, height, data: out };
}

/** The mean of each `factor` × `factor` block; the sides must be multiples of `factor`. */
export function shrink(image: ScalarImage, factor: number): ScalarImage {
  if (factor === 1) return image;
  const width = image.width / factor;
  const height = image.height / factor;
  const data = new Float32Array(width * height);
  for (let y = 0; y < image.height; y++)
    for (let x = 0; x < image.width; x++) {
      const at = Math.floor(y / factor) * width + Math.floor(x / factor);
      data[at] = data[at]! + image.data[y * image.width + x]! / (factor * factor);
    }
  return { width, height, data };
}
