import { closeRim, type Field, fieldIndex, zeroField } from './field.ts';

const TOLERANCE_PX = 1e-4;
const MOST_STEPS = 60;

/**
 * The inverse of a map without folds: for each pixel y the point x with x + d(x) = y, by Newton's iteration on the
 * interpolated map (where a fixed-point iteration x ← y − d(x) stalls as soon as neighbours move apart by more than
 * a pixel, Newton's does not), started from the neighbour's answer and damped where a step would not come nearer.
 */
export function invert(field: Field): Field {
  const { size } = field;
  const inverse = zeroField(size);
  const point = { x: 0, y: 0 };
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const i = fieldIndex(size, x, y);
      const from = x > 0 ? i - 1 : y > 0 ? i - (size + 2) : i;
      point.x = x + inverse.dx[from]!;
      point.y = y + inverse.dy[from]!;
      solve(field, x, y, point);
      inverse.dx[i] = point.x - x;
      inverse.dy[i] = point.y - y;
    }
  }
  closeRim(inverse);
  return inverse;
}

/**
 * The point that the map takes to (tx, ty), by the same iteration; more exact than a sampled inverse between its
 * pixels. Points outside the frame stay.
 *
 * @param guess where to begin, such as the sampled inverse's answer
 */
export function pointTakenTo(
  field: Field,
  tx: number,
  ty: number,
  guess: readonly [number, number],
): [number, number] {
  const last = field.size - 0.5;
  if (!(tx > -0.5 && ty > -0.5 && tx < last && ty < last)) return [tx, ty];
  const point = { x: guess[0], y: guess[1] };
  solve(field, tx, ty, point);
  return [point.x, point.y];
}

function solve(field: Field, tx: number, ty: number, point: { x: number; y: number }): void {
  const { size, dx, dy } = field;
  const stride = size + 2;
  const last = size - 0.5;
  let damping = 1;
  let before = Number.POSITIVE_INFINITY;
  let stepX = 0;
  let stepY = 0;
  for (let n = 0; n < MOST_STEPS; n++) {
    const px = Math.max(-0.5, Math.min(last, point.x)) + 1;
    const py = Math.max(-0.5, Math.min(last, point.y)) + 1;
    const x0 = Math.min(size, px | 0);
    const y0 = Math.min(size, py | 0);
    const fx = px - x0;
    const fy = py - y0;
    const at = y0 * stride + x0;
    const a = dx[at]!;
    const b = dx[at + 1]!;
    const c = dx[at + stride]!;
    const d = dx[at + stride + 1]!;
    const e = dy[at]!;
    const f = dy[at + 1]!;
    const g = dy[at + stride]!;
    const h = dy[at + stride + 1]!;
    const rx = px - 1 + a + fx * (b - a) + fy * (c + fx * (d - c) - a - fx * (b - a)) - tx;
    const ry = py - 1 + e + fx * (f - e) + fy * (g + fx * (h - g) - e - fx * (f - e)) - ty;
    const miss = Math.hypot(rx, ry);
    if (miss < TOLERANCE_PX) return;
    if (miss >= before && damping > 0.02) {
      damping /= 2;
      point.x += stepX * damping;
      point.y += stepY * damping;
      continue;
    }
    const xx = 1 + (1 - fy) * (b - a) + fy * (d - c);
    const xy = (1 - fx) * (c - a) + fx * (d - b);
    const yx = (1 - fy) * (f - e) + fy * (h - g);
    const yy = 1 + (1 - fx) * (g - e) + fx * (h - f);
    const determinant = xx * yy - xy * yx;
    // a step longer than two pixels leaves the cells the slope was read from
    stepX = (yy * rx - xy * ry) / determinant;
    stepY = (xx * ry - yx * rx) / determinant;
    const length = Math.hypot(stepX, stepY);
    if (!(length <= 2)) {
      const scale = length > 0 && Number.isFinite(length) ? 2 / length : 0;
      stepX = scale ? stepX * scale : rx;
      stepY = scale ? stepY * scale : ry;
    }
    before = miss;
    damping = 1;
    point.x = px - 1 - stepX;
    point.y = py - 1 - stepY;
  }
}
