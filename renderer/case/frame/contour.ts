import type { Point } from '../../../app/image/greyFrame.ts';
import type { Mask } from '../../../app/segmentation/mask.ts';

/**
 * The outlines of a binary mask as closed polygons in frame coordinates, holes included.
 * A pixel (x, y) covers [x, x+1) × [y, y+1). Each outline runs along pixel edges with the inside on its
 * right hand (screen coordinates, y down), so outer outlines and holes turn opposite ways; pixels that touch only
 * at a corner belong to separate outlines.
 */
export function traceContours(mask: Mask): Point[][] {
  const { width, height, data } = mask;
  const stride = width + 1;
  // A top edge is walked left to right, a right edge downwards, a bottom edge right to left, a left edge upwards.
  // Every edge starts at one corner; a saddle corner starts two, told apart by direction: 0 → 1 ↓ 2 ← 3 ↑.
  const starts = new Map<number, number>();
  const add = (corner: number, direction: number) =>
    starts.set(corner, (starts.get(corner) ?? 0) | (1 << direction));
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < width; x++) {
      if (!data[row + x]) continue;
      if (y === 0 || !data[row - width + x]) add(y * stride + x, 0);
      if (x === width - 1 || !data[row + x + 1]) add(y * stride + x + 1, 1);
      if (y === height - 1 || !data[row + width + x]) add((y + 1) * stride + x + 1, 2);
      if (x === 0 || !data[row + x - 1]) add((y + 1) * stride + x, 3);
    }
  }
  const step = [1, stride, -1, -stride];
  const contours: Point[][] = [];
  for (const first of starts.keys()) {
    while (starts.get(first)) {
      const contour: Point[] = [];
      let corner = first;
      let direction = Math.log2(lowestBit(starts.get(first)!));
      do {
        starts.set(corner, starts.get(corner)! & ~(1 << direction));
        contour.push({ x: corner % stride, y: Math.floor(corner / stride) });
        corner += step[direction]!;
        const open = starts.get(corner) ?? 0;
        // At a saddle turn right first: that keeps pixels joined only by a corner apart.
        const next = [1, 0, 3].map((turn) => (direction + turn) % 4).find((d) => open & (1 << d));
        if (next === undefined) break;
        direction = next;
      } while (corner !== first);
      contours.push(contour);
    }
  }
  return contours;
}

function lowestBit(bits: number): number {
  return bits & -bits;
}

/**
 * The same outline with its pixel staircase taken off: each corner becomes the mean of the five around it,
 * which moves it by less than one pixel. For drawing only; nothing is measured on it.
 */
export function smoothContour(contour: readonly Point[]): Point[] {
  const n = contour.length;
  if (n < 8) return [...contour];
  return contour.map((_, i) => {
    let x = 0;
    let y = 0;
    for (let k = -2; k <= 2; k++) {
      const p = contour[(i + k + n) % n]!;
      x += p.x;
      y += p.y;
    }
    return { x: x / 5, y: y / 5 };
  });
}

/** Signed area in square pixels: positive for outer outlines, negative for holes. */
export function signedArea(contour: readonly Point[]): number {
  let sum = 0;
  contour.forEach((p, i) => {
    const q = contour[(i + 1) % contour.length]!;
    sum += p.x * q.y - q.x * p.y;
  });
  return sum / 2;
}
