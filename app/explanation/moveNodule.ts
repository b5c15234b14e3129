import type { Point } from '../image/greyFrame.ts';
import { type Cpdt, capsulePixels, cpdt } from '../location/cpdt.ts';
import { distanceToSites } from '../location/distanceTransform.ts';
import { marginPixels } from '../morphology/marginMosaic.ts';
import { emptyMask, type Mask } from '../segmentation/mask.ts';

/** A nodule moved or scaled within its gland, for asking what the network says of it elsewhere. */
export type MovedNodule = { readonly nodule: Mask; readonly transform: Cpdt };

/** Moves and sizes of one nodule in one gland; the gland's distances are worked out once. */
export type NoduleMover = {
  /**
   * @param distancePx wished distance of the nodule to the capsule
   * @param scale of the nodule about its centre
   * @returns null where the nodule cannot lie so: it would leave the gland, or touch its other side first
   */
  place(distancePx: number, scale: number): MovedNodule | null;
};

/** How far from the wished distance a place may be, px. */
const TOLERANCE_PX = 1.5;

/**
 * Moves go towards the central point C (the gland pixel farthest from the capsule) when the nodule has to lie
 * deeper, and along the shortest line to the capsule when it has to lie nearer.
 */
export function noduleMover(gland: Mask, nodule: Mask, now: Cpdt): NoduleMover {
  const depth = distanceToSites(capsulePixels(gland), gland.width, gland.height);
  const centre = centroid(nodule);
  const inward = unit(centre, now.centralPoint);
  const outward = unit(now.nodulePoint, now.capsulePoint);
  const reach = Math.ceil(Math.hypot(gland.width, gland.height));
  return {
    place(distancePx, scale) {
      const sized = scale === 1 ? nodule : scaled(nodule, centre, scale);
      const rim = marginPixels(sized);
      const at = (shift: Point) => nearestAt(rim, shift, depth, gland);
      let best: { shift: Point; off: number } = { shift: { x: 0, y: 0 }, off: Infinity };
      for (const way of [inward, outward]) {
        if (!way) continue;
        let before = Number.NEGATIVE_INFINITY;
        for (let s = 0; s <= reach; s++) {
          const shift = { x: Math.round(way.x * s), y: Math.round(way.y * s) };
          const distance = at(shift);
          const off = Math.abs(distance - distancePx);
          if (off < best.off - 1e-9) best = { shift, off };
          // Past the deepest place, or at the capsule: further along this line only leads away from what is wished.
          if (way === inward ? distance < before - 1 : distance === 0) break;
          before = Math.max(before, distance);
        }
      }
      if (best.off > TOLERANCE_PX) return null;
      const moved = shifted(sized, best.shift);
      const transform = cpdt(gland, moved);
      return transform && transform.outsideShare <= now.outsideShare + 0.05
        ? { nodule: moved, transform }
        : null;
    },
  };
}

function centroid({ data, width }: Mask): Point {
  let [x, y, count] = [0, 0, 0];
  for (let i = 0; i < data.length; i++) {
    if (!data[i]) continue;
    x += i % width;
    y += Math.floor(i / width);
    count++;
  }
  return { x: x / count, y: y / count };
}

function unit(from: Point, to: Point): Point | null {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  return length < 0.5 ? null : { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
}

/** Distance of the shifted rim to the capsule, px; 0 when any of it lies outside the gland. */
function nearestAt(rim: readonly Point[], shift: Point, depth: ArrayLike<number>, gland: Mask): number {
  let least = Infinity;
  for (const { x, y } of rim) {
    const [px, py] = [x + shift.x, y + shift.y];
    if (px < 0 || py < 0 || px >= gland.width || py >= gland.height) return 0;
    const i = py * gland.width + px;
    if (!gland.data[i]) return 0;
    least = Math.min(least, depth[i]!);
  }
  return least;
}

function shifted(mask: Mask, shift: Point): Mask {
  const moved = emptyMask(mask.width, mask.height);
  for (let i = 0; i < mask.data.length; i++) {
    if (!mask.data[i]) continue;
    const x = (i % mask.width) + shift.x;
    const y = Math.floor(i / mask.width) + shift.y;
    if (x >= 0 && y >= 0 && x < mask.width && y < mask.height) moved.data[y * mask.width + x] = 1;
  }
  return moved;
}

function scaled(mask: Mask, centre: Point, scale: number): Mask {
  const sized = emptyMask(mask.width, mask.height);
  for (let y = 0; y < mask.height; y++) {
    for (let x = 0; x < mask.width; x++) {
      const fromX = Math.round(centre.x + (x - centre.x) / scale);
      const fromY = Math.round(centre.y + (y - centre.y) / scale);
      if (fromX < 0 || fromY < 0 || fromX >= mask.width || fromY >= mask.height) continue;
      if (mask.data[fromY * mask.width + fromX]) sized.data[y * mask.width + x] = 1;
    }
  }
  return sized;
}
