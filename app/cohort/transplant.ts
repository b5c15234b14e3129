import type { Point } from '../image/greyFrame.ts';
import { capsulePixels } from '../location/cpdt.ts';
import { distanceToSites } from '../location/distanceTransform.ts';
import { emptyMask, type Mask, maskArea, maskBox } from '../segmentation/mask.ts';
import type { Random } from './draws.ts';

/** A gland that can receive a nodule from another frame: its mask and the depth of each of its pixels. */
export type GlandBed = {
  readonly gland: Mask;
  /** Distance to the capsule, px; 0 outside the gland. */
  readonly depth: Float32Array;
  readonly pixels: Int32Array;
  readonly maxDistancePx: number;
};

/** @returns null for a gland without a capsule in the frame */
export function glandBed(gland: Mask): GlandBed | null {
  const distance = distanceToSites(capsulePixels(gland), gland.width, gland.height);
  const depth = new Float32Array(distance.length);
  const pixels: number[] = [];
  let maxDistancePx = 0;
  for (let i = 0; i < distance.length; i++) {
    if (!gland.data[i]) continue;
    depth[i] = distance[i]!;
    pixels.push(i);
    maxDistancePx = Math.max(maxDistancePx, depth[i]!);
  }
  if (!(maxDistancePx > 2) || !Number.isFinite(maxDistancePx)) return null;
  return { gland, depth, pixels: Int32Array.from(pixels), maxDistancePx };
}

/**
 * A centre for a nodule of this radius whose edge comes about `distancePx` from the capsule: the best of
 * `tries` random gland pixels. Negative distances ask for a nodule that reaches beyond the capsule.
 */
export function placeFor(
  bed: GlandBed,
  radiusPx: number,
  distancePx: number,
  random: Random,
  tries = 24,
): Point {
  const wanted = radiusPx + distancePx;
  let best = bed.pixels[0]!;
  let bestMiss = Number.POSITIVE_INFINITY;
  for (let i = 0; i < tries; i++) {
    const candidate = bed.pixels[Math.floor(random() * bed.pixels.length)]!;
    const miss = Math.abs(bed.depth[candidate]! - wanted);
    if (miss < bestMiss) {
      bestMiss = miss;
      best = candidate;
    }
  }
  return { x: (best % bed.gland.width) + 0.5, y: Math.floor(best / bed.gland.width) + 0.5 };
}

/** The nodule's radius as a circle of its area, px. */
export function equivalentRadiusPx(nodule: Mask): number {
  return Math.sqrt(maskArea(nodule) / Math.PI);
}

/**
 * A nodule's mask moved into another frame: scaled about its box's centre, mirrored if asked, centred at `to`.
 * Pixels beyond the frame are lost, as they are in a picture.
 */
export function moveMask(
  nodule: Mask,
  width: number,
  height: number,
  to: Point,
  scale: number,
  mirrored: boolean,
): Mask {
  const box = maskBox(nodule);
  const moved = emptyMask(width, height);
  if (!box) return moved;
  const centreX = box.x + box.width / 2;
  const centreY = box.y + box.height / 2;
  const halfWidth = (box.width / 2) * scale;
  const halfHeight = (box.height / 2) * scale;
  for (let y = Math.max(0, Math.floor(to.y - halfHeight)); y < Math.min(height, to.y + halfHeight + 1); y++) {
    const sourceY = Math.floor(centreY + (y + 0.5 - to.y) / scale);
    if (sourceY < 0 || sourceY >= nodule.height) continue;
    for (let x = Math.max(0, Math.floor(to.x - halfWidth)); x < Math.min(width, to.x + halfWidth + 1); x++) {
      const offset = (x + 0.5 - to.x) / scale;
      const sourceX = Math.floor(centreX + (mirrored ? -offset : offset));
      if (sourceX < 0 || sourceX >= nodule.width) continue;
      if (nodule.data[sourceY * nodule.width + sourceX]) moved.data[y * width + x] = 1;
    }
  }
  return moved;
}

/** A frame-sized array mirrored left to right; works for masks and grey pixels alike. */
export function mirrored(data: Uint8Array, width: number, height: number): Uint8Array {
  const out = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) out[y * width + x] = data[y * width + (width - 1 - x)]!;
  }
  return out;
}
