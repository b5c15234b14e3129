import type { Point } from '../../../app/image/greyFrame.ts';
import { type Mask, maskBox } from '../../../app/segmentation/mask.ts';

/**
 * The outlines of a binary mask as closed polygons in frame coordinates, holes included.
 * A pixel (x, y) covers [x, x+1) × [y, y+1). Each outline runs along pixel edges with the inside on its
 * right hand (screen coordinates, y down), so outer outlines and holes turn opposite ways; pixels that touch only
 * at a corner belong to separate outlines.
 */
export function traceContours(mask: Mask): Point[][] {
  const box = maskBox(mask);
  if (!box) return [];
  const { width, height, data } = mask;
  const stride = box.width + 1;
  // A top edge is walked left to right, a right edge downwards, a bottom edge right to left, a left edge upwards.
  // Every edge starts at one corner; a saddle corner starts two, told apart by direction: bit 0 → 1 ↓ 2 ← 3 ↑.
  const starts = new Uint8Array(stride * (box.height + 1));
  for (let y = box.y; y < box.y + box.height; y++) {
    const row = y * width;
    const cornerRow = (y - box.y) * stride - box.x;
    for (let x = box.x; x < box.x + box.width; x++) {
      if (!data[row + x]) continue;
      if (y === 0 || !data[row - width + x]) starts[cornerRow + x]! |= 1;
      if (x === width - 1 || !data[row + x + 1]) starts[cornerRow + x + 1]! |= 2;
      if (y === height - 1 || !data[row + width + x]) starts[cornerRow + stride + x + 1]! |= 4;
      if (x === 0 || !data[row + x - 1]) starts[cornerRow + stride + x]! |= 8;
    }
  }
  const step = [1, stride, -1, -stride];
  const contours: Point[][] = [];
  for (let first = 0; first < starts.length; first++) {
    while (starts[first]) {
      const contour: Point[] = [];
      let corner = first;
      let direction = lowestBit(starts[first]!);
      do {
        starts[corner]! &= ~(1 << direction);
        contour.push({ x: (corner % stride) + box.x, y: Math.floor(corner / stride) + box.y });
        corner += step[direction]!;
        const open = starts[corner]!;
        // At a saddle turn right first: that keeps pixels joined only by a corner apart.
        const right = (direction + 1) & 3;
        const left = (direction + 3) & 3;
        if (open & (1 << right)) direction = right;
        else if (!(open & (1 << direction))) {
          if (!(open & (1 << left))) break;
          direction = left;
        }
      } while (corner !== first);
      contours.push(contour);
    }
  }
  return contours;
}

/** The number of the lowest bit set in 1 to 15. */
function lowestBit(bits: number): number {
  return bits & 1 ? 0 : bits & 2 ? 1 : bits & 4 ? 2 : 3;
}

/**
 * The same outline with its pixel staircase taken off: each corner becomes the mean of the five around it,
 * which moves it by less than one pixel. For drawing only; nothing is measured on it.
 */
export function smoothContour(contour: readonly Point[]): Point[] {
  const n = contour.length;
  if (n < 8) return [...contour];
  return contour.map((p, i) => {
    const a = contour[(i + n - 2) % n]!;
    const b = contour[(i + n - 1) % n]!;
    const c = contour[(i + 1) % n]!;
    const d = contour[(i + 2) % n]!;
    return { x: (a.x + b.x + p.x + c.x + d.x) / 5, y: (a.y + b.y + p.y + c.y + d.y) / 5 };
  });
}
