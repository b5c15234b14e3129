import type { Box, GreyFrame, Point } from '../image/greyFrame.ts';
import { encodeMask, type Mask, maskBox } from '../segmentation/mask.ts';
import { seededRandom, seedFromBytes, shuffledOrder } from './random.ts';
import { sampleSquare } from './sampleFrame.ts';

/** Tiles along each side of the mosaic. */
export const MOSAIC_SIDE = 8;
/** A tile's side as a share of the nodule's equivalent diameter. */
const TILE_SHARE = 0.28;

/** Nodule pixels that touch the outside or the border of the frame, in reading order. */
export function marginPixels(nodule: Mask): Point[] {
  const { width, height, data } = nodule;
  const points: Point[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      if (!data[i]) continue;
      const inner =
        x > 0 &&
        x < width - 1 &&
        y > 0 &&
        y < height - 1 &&
        data[i - 1] &&
        data[i + 1] &&
        data[i - width] &&
        data[i + width];
      if (!inner) points.push({ x, y });
    }
  }
  return points;
}

/** The seed of a nodule's mosaic: its outline alone, so the same case gives the same tensor. */
export function mosaicSeed(nodule: Mask): number {
  const { runs } = encodeMask(nodule);
  return seedFromBytes(new Uint8Array(Uint32Array.from(runs).buffer));
}

/** One tile of the mosaic: the square of the frame it shows and its place, 0 to 63 in reading order. */
export type MosaicTile = { readonly place: number; readonly window: Box };

/** Which squares of the frame the mosaic is made of and where each one lies in it; null for an empty mask. */
export function mosaicTiles(nodule: Mask, seed = mosaicSeed(nodule)): MosaicTile[] | null {
  const box = maskBox(nodule);
  if (!box) return null;
  const margin = byAngle(marginPixels(nodule), { x: box.x + box.width / 2, y: box.y + box.height / 2 });
  const side = Math.max(4, TILE_SHARE * Math.sqrt(box.width * box.height));
  const random = seededRandom(seed);
  const start = random();
  const count = MOSAIC_SIDE * MOSAIC_SIDE;
  return shuffledOrder(count, random).map((place, k) => {
    const centre = margin[Math.floor(((k + start) / count) * margin.length) % margin.length]!;
    return {
      place,
      window: { x: centre.x + 0.5 - side / 2, y: centre.y + 0.5 - side / 2, width: side, height: side },
    };
  });
}

/**
 * The margin feature x_m: small squares of the frame centred on the nodule's margin, shuffled into a
 * mosaic, so that how sharp the edge is remains and what shape the nodule has is gone (LLNM-Net's
 * "random mosaic", after Xu et al. 2019). Seeded.
 *
 * @returns size × size values 0..1 (size divisible by 8); null for an empty mask
 */
export function marginMosaic(
  frame: GreyFrame,
  nodule: Mask,
  size: number,
  seed = mosaicSeed(nodule),
): Float32Array | null {
  const tiles = mosaicTiles(nodule, seed);
  if (!tiles) return null;
  const mosaic = new Float32Array(size * size);
  const tile = size / MOSAIC_SIDE;
  for (const { place, window } of tiles) {
    const offset = Math.floor(place / MOSAIC_SIDE) * tile * size + (place % MOSAIC_SIDE) * tile;
    sampleSquare(frame, window, tile, mosaic, offset, size);
  }
  return mosaic;
}

function byAngle(points: Point[], centre: Point): Point[] {
  return points
    .map((point) => ({ point, angle: Math.atan2(point.y + 0.5 - centre.y, point.x + 0.5 - centre.x) }))
    .sort((a, b) => a.angle - b.angle || a.point.y - b.point.y || a.point.x - b.point.x)
    .map((entry) => entry.point);
}
