import type { Point } from '../image/greyFrame.ts';
import type { Mask } from '../segmentation/mask.ts';
import { distanceToSites } from './distanceTransform.ts';

/** Where a nodule sits in its gland (LLNM-Net's Central Point Distance Transformation, eq. 1–3). */
export type Cpdt = {
  /** φ per frame pixel, row-major: 1 − d/d_max inside the nodule, 0 outside it. */
  readonly phi: Float32Array;
  /** C: the gland pixel farthest from the capsule. */
  readonly centralPoint: Point;
  /** d_max: the distance of C to the capsule, px. */
  readonly maxDistancePx: number;
  /** Shortest distance from the nodule to the capsule, px; 0 on or beyond it. */
  readonly minDistancePx: number;
  /** The nodule pixel nearest the capsule, and the capsule pixel it is nearest to. */
  readonly nodulePoint: Point;
  readonly capsulePoint: Point;
  /** Largest φ over the nodule. */
  readonly maxPhi: number;
  /** Share of the nodule's pixels that lie outside the gland. */
  readonly outsideShare: number;
};

/**
 * The capsule: gland pixels with a neighbour (up, down, left, right) outside the gland.
 * The frame's own edge is no capsule: a gland cut off by the picture goes on beyond it.
 */
export function capsulePixels(gland: Mask): Uint8Array {
  const { width, height, data } = gland;
  const capsule = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      if (!data[i]) continue;
      const edge =
        (x > 0 && !data[i - 1]) ||
        (x < width - 1 && !data[i + 1]) ||
        (y > 0 && !data[i - width]) ||
        (y < height - 1 && !data[i + width]);
      if (edge) capsule[i] = 1;
    }
  }
  return capsule;
}

/**
 * CPDT of a nodule in a gland, both masks in the same frame.
 *
 * φ(l_i) = 1 − d_i / d_max with d_i the exact Euclidean distance of nodule pixel i to the capsule and
 * d_max that of the central point (eq. 1–3). Points on or beyond the capsule carry the largest
 * location risk, φ = 1.
 *
 * @returns null when either mask is empty or the gland shows no capsule (it fills the whole frame)
 */
export function cpdt(gland: Mask, nodule: Mask): Cpdt | null {
  const { width, height } = gland;
  if (nodule.width !== width || nodule.height !== height) return null;
  const distance = distanceToSites(capsulePixels(gland), width, height);

  let central = -1;
  let nearest = -1;
  let nearestDistance = Number.POSITIVE_INFINITY;
  let nodulePixels = 0;
  let outside = 0;
  for (let i = 0; i < distance.length; i++) {
    if (gland.data[i] && (central < 0 || distance[i]! > distance[central]!)) central = i;
    if (!nodule.data[i]) continue;
    nodulePixels++;
    // Beyond the capsule counts as on it; among those, the one nearest the capsule line is kept for drawing.
    const depth = gland.data[i] ? distance[i]! : 0;
    if (!gland.data[i]) outside++;
    if (depth < nearestDistance || (depth === nearestDistance && distance[i]! < distance[nearest]!)) {
      nearest = i;
      nearestDistance = depth;
    }
  }
  if (central < 0 || nearest < 0 || !Number.isFinite(distance[central]!)) return null;

  const maxDistancePx = distance[central]!;
  const phi = new Float32Array(width * height);
  let maxPhi = 0;
  for (let i = 0; i < phi.length; i++) {
    if (!nodule.data[i]) continue;
    const depth = gland.data[i] ? distance[i]! : 0;
    phi[i] = maxDistancePx > 0 ? 1 - depth / maxDistancePx : 1;
    if (phi[i]! > maxPhi) maxPhi = phi[i]!;
  }
  const nodulePoint = pointAt(nearest, width);
  return {
    phi,
    centralPoint: pointAt(central, width),
    maxDistancePx,
    minDistancePx: nearestDistance,
    nodulePoint,
    capsulePoint: nearestCapsulePoint(gland, nodulePoint),
    maxPhi,
    outsideShare: outside / nodulePixels,
  };
}

function pointAt(index: number, width: number): Point {
  return { x: index % width, y: Math.floor(index / width) };
}

function nearestCapsulePoint(gland: Mask, to: Point): Point {
  const capsule = capsulePixels(gland);
  let best: Point = to;
  let bestSquared = Number.POSITIVE_INFINITY;
  for (let i = 0; i < capsule.length; i++) {
    if (!capsule[i]) continue;
    const point = pointAt(i, gland.width);
    const squared = (point.x - to.x) ** 2 + (point.y - to.y) ** 2;
    if (squared < bestSquared) {
      bestSquared = squared;
      best = point;
    }
  }
  return best;
}
