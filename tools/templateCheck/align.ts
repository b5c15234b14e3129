import { nearestFinder, type Points } from './points.ts';

/**
 * Scale(s), rotation and shift: y = R · diag(scale) · x + shift. `scale` has equal entries for a similarity; the
 * rotation is kept as a 3 × 3 matrix, row-major.
 */
export type Alignment = { scale: number[]; rotation: number[]; shift: number[] };

export function apply(a: Alignment, points: Points): Points {
  const out = new Float64Array(points.length);
  for (let i = 0; i < points.length; i += 3)
    for (let r = 0; r < 3; r++) {
      let v = a.shift[r]!;
      for (let c = 0; c < 3; c++) v += a.rotation[r * 3 + c]! * a.scale[c]! * points[i + c]!;
      out[i + r] = v;
    }
  return out;
}

/** Symmetric iterative closest points from a start by centre and spread, moving `from` onto `to`. */
export function alignSimilarity(from: Points, to: Points, rounds = 40): Alignment {
  const toNearest = nearestFinder(to);
  let alignment = startOf(from, to);
  for (let round = 0; round < rounds; round++) {
    const moved = apply(alignment, from);
    const movedNearest = nearestFinder(moved);
    const pairs: [number, number][] = [];
    for (let i = 0; i < moved.length; i += 3)
      pairs.push([i / 3, toNearest(moved[i]!, moved[i + 1]!, moved[i + 2]!).index]);
    for (let i = 0; i < to.length; i += 3)
      pairs.push([movedNearest(to[i]!, to[i + 1]!, to[i + 2]!).index, i / 3]);
    alignment = bestSimilarity(from, to, pairs);
  }
  return alignment;
}

function centreAndSpread(points: Points): { centre: number[]; spread: number } {
  const n = points.length / 3;
  const centre = [0, 0, 0];
  for (let i = 0; i < points.length; i++) centre[i % 3]! += points[i]! / n;
  let sum = 0;
  for (let i = 0; i < points.length; i++) sum += (points[i]! - centre[i % 3]!) ** 2;
  return { centre, spread: Math.sqrt(sum / n) };
}

function startOf(from: Points, to: Points): Alignment {
  const a = centreAndSpread(from);
  const b = centreAndSpread(to);
  const s = b.spread / a.spread;
  return {
    scale: [s, s, s],
    rotation: [1, 0, 0, 0, 1, 0, 0, 0, 1],
    shift: b.centre.map((v, i) => v - s * a.centre[i]!),
  };
}

/** Least-squares similarity of paired points (Horn 1987: the rotation as the largest eigenvector of a 4 × 4 matrix). */
export function bestSimilarity(from: Points, to: Points, pairs: readonly [number, number][]): Alignment {
  const ca = [0, 0, 0];
  const cb = [0, 0, 0];
  for (const [i, j] of pairs)
    for (let a = 0; a < 3; a++) {
      ca[a]! += from[i * 3 + a]! / pairs.length;
      cb[a]! += to[j * 3 + a]! / pairs.length;
    }
  const m = Array.from({ length: 9 }, () => 0);
  let spreadA = 0;
  for (const [i, j] of pairs)
    for (let r = 0; r < 3; r++) {
      const pa = from[i * 3 + r]! - ca[r]!;
      spreadA += pa * pa;
      for (let c = 0; c < 3; c++) m[r * 3 + c]! += pa * (to[j * 3 + c]! - cb[c]!);
    }
  const rotation = rotationOf(m);
  let traced = 0;
  for (let r = 0; r < 3; r++) for (let c = 0; c < 3; c++) traced += rotation[c * 3 + r]! * m[r * 3 + c]!;
  const s = traced / spreadA;
  const shift = [0, 1, 2].map(
    (r) => cb[r]! - s * [0, 1, 2].reduce((sum, c) => sum + rotation[r * 3 + c]! * ca[c]!, 0),
  );
  return { scale: [s, s, s], rotation, shift };
}

function rotationOf(m: readonly number[]): number[] {
  const [xx, xy, xz, yx, yy, yz, zx, zy, zz] = m as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const n = [
    [xx + yy + zz, yz - zy, zx - xz, xy - yx],
    [yz - zy, xx - yy - zz, xy + yx, zx + xz],
    [zx - xz, xy + yx, -xx + yy - zz, yz + zy],
    [xy - yx, zx + xz, yz + zy, -xx - yy + zz],
  ];
  // power iteration on a shifted matrix: the shift makes the wanted eigenvalue the largest in size
  const shift = Math.max(...n.map((row) => row.reduce((sum, v) => sum + Math.abs(v), 0)));
  let q = [1, 0.01, 0.01, 0.01];
  for (let round = 0; round < 500; round++) {
    const next = n.map((row, r) => row.reduce((sum, v, c) => sum + v * q[c]!, shift * q[r]!));
    const length = Math.hypot(...next);
    q = next.map((v) => v / length);
  }
  const [w, x, y, z] = q as [number, number, number, number];
  return [
    w * w + x * x - y * y - z * z,
    2 * (x * y - w * z),
    2 * (x * z + w * y),
    2 * (x * y + w * z),
    w * w - x * x + y * y - z * z,
    2 * (y * z - w * x),
    2 * (x * z - w * y),
    2 * (y * z + w * x),
    w * w - x * x - y * y + z * z,
  ];
}
