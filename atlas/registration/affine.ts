import { type AffineMap, affineDeterminant, composeAffine, IDENTITY, rescaleAffine } from './affineMap.ts';
import { isGain, type Level } from './level.ts';
import { gradient, type LevelImage, warp } from './warp.ts';

/** Scales beyond these would turn one gland into a sliver: the map is then not believed. */
const LEAST_DETERMINANT = 0.1;
const MOST_DETERMINANT = 10;
const FINEST_STEP_PX = 0.02;

/**
 * The affine map (grid corner coordinates, fixed to moving) under which the moving image comes closest to the fixed
 * one. Started from the best of: nothing, the centres of mass, and with the spreads along each axis too. Then, level
 * by level up to the finest but one (the flow does the rest), Gauss–Newton directions with the mean of both images'
 * gradients (Benhimane and Malis, IROS 2004: second order at first-order cost), each no longer than a trusted length
 * that grows with success and shrinks with failure, so that the same descent serves any metric. The identity is kept
 * where what was found gains no more than the metric's noise.
 */
export function* registerAffine(levels: readonly Level[]): Generator<number, AffineMap> {
  const coarsest = levels[0]!;
  const finest = levels.at(-1)!;
  let best = IDENTITY;
  let least = metricUnder(coarsest, best);
  for (const start of startsFromMoments(coarsest)) {
    const value = metricUnder(coarsest, start);
    if (value < least) [best, least] = [start, value];
  }
  for (const level of levels.length > 1 ? levels.slice(0, -1) : levels) best = yield* descend(level, best);
  return isGain(metricUnder(finest, IDENTITY), metricUnder(finest, best), finest.noise) ? best : IDENTITY;
}

function metricUnder(level: Level, map: AffineMap): number {
  const { fixed, moving, factor, metric } = level;
  const a = new Float64Array(fixed.size ** 2);
  const b = new Float64Array(fixed.size ** 2);
  warp(fixed, null, null, a);
  warp(moving, null, rescaleAffine(map, 1 / factor), b);
  return metric(a, b);
}

function* descend(level: Level, from: AffineMap): Generator<number, AffineMap> {
  const { fixed, moving, factor, metric } = level;
  const { size } = fixed;
  const plane = () => new Float64Array(size * size);
  const [a, b, da, db] = [plane(), plane(), plane(), plane()];
  const [ax, ay, bx, by] = [plane(), plane(), plane(), plane()];
  warp(fixed, null, null, a);
  gradient(a, size, ax, ay);
  let map = rescaleAffine(from, 1 / factor);
  warp(moving, null, map, b);
  let value = metric(a, b, da, db);
  let trustPx = 2;
  for (let step = 0; step < 40 && trustPx > FINEST_STEP_PX; step++) {
    gradient(b, size, bx, by);
    const direction = gaussNewton(size, db, ax, ay, bx, by);
    if (!direction) break;
    const reach = reachOf(direction);
    if (!(reach > 1e-9)) break;
    let moved = false;
    while (trustPx > FINEST_STEP_PX) {
      const candidate = composeAffine(map, smallMap(direction, Math.min(1, trustPx / reach), size));
      const determinant = affineDeterminant(candidate);
      warp(moving, null, candidate, b);
      const next = metric(a, b, da, db);
      yield next;
      if (next < value && determinant > LEAST_DETERMINANT && determinant < MOST_DETERMINANT) {
        moved = value - next > 1e-5 * Math.abs(value);
        map = candidate;
        value = next;
        trustPx *= 1.5;
        break;
      }
      trustPx = Math.min(trustPx, reach) / 3;
    }
    if (!moved) break;
  }
  return rescaleAffine(map, factor);
}

/**
 * The step (mx, my, sx, sy, …) of δ(x) = B x̂ + t with x̂ from the grid's middle in half-widths; null where the
 * images give no hold.
 */
function gaussNewton(
  size: number,
  db: Float64Array,
  ax: Float64Array,
  ay: Float64Array,
  bx: Float64Array,
  by: Float64Array,
): Float64Array | null {
  const h = new Float64Array(36);
  const g = new Float64Array(6);
  const row = new Float64Array(6);
  const half = size / 2;
  for (let y = 0, i = 0; y < size; y++)
    for (let x = 0; x < size; x++, i++) {
      const gx = (ax[i]! + bx[i]!) / 2;
      const gy = (ay[i]! + by[i]!) / 2;
      if (gx === 0 && gy === 0) continue;
      const u = (x + 0.5 - half) / half;
      const v = (y + 0.5 - half) / half;
      row[0] = gx * u;
      row[1] = gx * v;
      row[2] = gx;
      row[3] = gy * u;
      row[4] = gy * v;
      row[5] = gy;
      for (let j = 0; j < 6; j++) {
        g[j] = g[j]! + row[j]! * db[i]!;
        for (let k = 0; k <= j; k++) h[6 * j + k] = h[6 * j + k]! + row[j]! * row[k]!;
      }
    }
  const trace = h[0]! + h[7]! + h[14]! + h[21]! + h[28]! + h[35]!;
  if (!(trace > 0)) return null;
  // db is (2/N)·difference for the mean square error: N/2 makes the step Gauss and Newton's there
  for (let j = 0; j < 6; j++) {
    g[j] = (-g[j]! * size * size) / 2;
    h[7 * j] = h[7 * j]! + 1e-3 * (trace / 6);
    for (let k = j + 1; k < 6; k++) h[6 * j + k] = h[6 * k + j]!;
  }
  return solveSymmetric(h, g);
}

/** Cholesky solve of a 6 × 6 positive definite system, in place of `g`. */
function solveSymmetric(h: Float64Array, g: Float64Array): Float64Array {
  for (let j = 0; j < 6; j++) {
    for (let k = 0; k <= j; k++) {
      let sum = h[6 * j + k]!;
      for (let m = 0; m < k; m++) sum -= h[6 * j + m]! * h[6 * k + m]!;
      h[6 * j + k] = j === k ? Math.sqrt(sum) : sum / h[7 * k]!;
    }
  }
  for (let j = 0; j < 6; j++) {
    for (let m = 0; m < j; m++) g[j] = g[j]! - h[6 * j + m]! * g[m]!;
    g[j] = g[j]! / h[7 * j]!;
  }
  for (let j = 5; j >= 0; j--) {
    for (let m = j + 1; m < 6; m++) g[j] = g[j]! - h[6 * m + j]! * g[m]!;
    g[j] = g[j]! / h[7 * j]!;
  }
  return g;
}

/** How far the step moves the farthest corner, px at most. */
function reachOf(s: Float64Array): number {
  return Math.hypot(
    Math.abs(s[0]!) + Math.abs(s[1]!) + Math.abs(s[2]!),
    Math.abs(s[3]!) + Math.abs(s[4]!) + Math.abs(s[5]!),
  );
}

function smallMap(s: Float64Array, scale: number, size: number): AffineMap {
  const half = size / 2;
  const [xx, xy, x, yx, yy, y] = Array.from(s, (v) => v * scale) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return {
    xx: 1 + xx / half,
    xy: xy / half,
    yx: yx / half,
    yy: 1 + yy / half,
    x: x - xx - xy,
    y: y - yx - yy,
  };
}

/** Maps that bring the centres of mass, and the spreads along the axes, of the two images together. */
function startsFromMoments(level: Level): AffineMap[] {
  const f = moments(level.fixed);
  const m = moments(level.moving);
  if (!f || !m) return [];
  const withScale = (sx: number, sy: number): AffineMap =>
    rescaleAffine({ xx: sx, xy: 0, yx: 0, yy: sy, x: m.x - sx * f.x, y: m.y - sy * f.y }, level.factor);
  const limit = (s: number) => Math.max(0.4, Math.min(2.5, s));
  const [sx, sy] = [limit(m.spreadX / f.spreadX), limit(m.spreadY / f.spreadY)];
  const both = Math.sqrt(sx * sy);
  return [withScale(1, 1), withScale(both, both), withScale(sx, sy)];
}

function moments(image: LevelImage) {
  const stride = image.size + 4;
  let sum = 0;
  let x = 0;
  let y = 0;
  let xx = 0;
  let yy = 0;
  image.padded.forEach((value, i) => {
    const weight = Math.max(0, value);
    const px = (i % stride) - 1.5;
    const py = Math.floor(i / stride) - 1.5;
    sum += weight;
    x += weight * px;
    y += weight * py;
    xx += weight * px * px;
    yy += weight * py * py;
  });
  if (!(sum > 0)) return null;
  x /= sum;
  y /= sum;
  const spreadX = Math.sqrt(Math.max(1 / 12, xx / sum - x * x));
  const spreadY = Math.sqrt(Math.max(1 / 12, yy / sum - y * y));
  return { x, y, spreadX, spreadY };
}
