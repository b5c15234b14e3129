import type { Point } from '../image/greyFrame.ts';
import { type Mask, maskBox } from '../segmentation/mask.ts';
import { marginPixels } from './marginMosaic.ts';

export type NoduleShape = {
  /** Longest diameter (largest distance across), px. */
  readonly lengthPx: number;
  /** Extent perpendicular to it, px. */
  readonly widthPx: number;
  /** Depth over breadth as it stands in the frame: above 1 is "taller than wide" (ACR TI-RADS). */
  readonly ratio: number;
};

/**
 * The shape feature x_s: length and width of the nodule and their ratio (LLNM-Net, after Alexander 2004).
 * Diameters are measured between outer pixel edges, as calipers are set.
 * @returns null for an empty mask
 */
export function noduleShape(nodule: Mask): NoduleShape | null {
  const box = maskBox(nodule);
  if (!box) return null;
  const hull = convexHull(marginPixels(nodule).flatMap(corners));
  let length = 0;
  let along: Point = { x: 1, y: 0 };
  for (let i = 0; i < hull.length; i++) {
    for (let j = i + 1; j < hull.length; j++) {
      const dx = hull[j]!.x - hull[i]!.x;
      const dy = hull[j]!.y - hull[i]!.y;
      const distance = Math.hypot(dx, dy);
      if (distance > length) {
        length = distance;
        along = { x: dx / distance, y: dy / distance };
      }
    }
  }
  const across = hull.map((p) => -along.y * p.x + along.x * p.y);
  return {
    lengthPx: length,
    widthPx: Math.max(...across) - Math.min(...across),
    ratio: box.height / box.width,
  };
}

function corners({ x, y }: Point): Point[] {
  return [
    { x, y },
    { x: x + 1, y },
    { x, y: y + 1 },
    { x: x + 1, y: y + 1 },
  ];
}

/** Andrew's monotone chain. */
function convexHull(points: Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const half = (ordered: Point[]): Point[] => {
    const chain: Point[] = [];
    for (const p of ordered) {
      while (chain.length >= 2 && turn(chain.at(-2)!, chain.at(-1)!, p) <= 0) chain.pop();
      chain.push(p);
    }
    chain.pop();
    return chain;
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

function turn(a: Point, b: Point, c: Point): number {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}
