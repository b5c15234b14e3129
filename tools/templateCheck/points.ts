/** Points as xyz triplets. */
export type Points = Float64Array;

/** Nearest-point search by a uniform grid of cells. */
export function nearestFinder(
  points: Points,
): (x: number, y: number, z: number) => { index: number; distance: number } {
  const n = points.length / 3;
  const min = [Infinity, Infinity, Infinity];
  const max = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < points.length; i++) {
    const a = i % 3;
    min[a] = Math.min(min[a]!, points[i]!);
    max[a] = Math.max(max[a]!, points[i]!);
  }
  const longest = Math.max(...max.map((m, a) => m - min[a]!));
  const cell = (longest / Math.cbrt(n)) * 0.8 || 1;
  const size = max.map((m, a) => Math.floor((m - min[a]!) / cell) + 1);
  const cells: number[][] = Array.from({ length: size[0]! * size[1]! * size[2]! }, () => []);
  const cellOf = (v: number, a: number) =>
    Math.max(0, Math.min(size[a]! - 1, Math.floor((v - min[a]!) / cell)));
  for (let i = 0; i < n; i++) {
    const [x, y, z] = [0, 1, 2].map((a) => cellOf(points[i * 3 + a]!, a)) as [number, number, number];
    cells[x + size[0]! * (y + size[1]! * z)]!.push(i);
  }
  const largest = Math.max(...size);
  return (x, y, z) => {
    const centre = [cellOf(x, 0), cellOf(y, 1), cellOf(z, 2)] as const;
    // how far the query lies outside the grid's box: shells cannot be nearer than that
    let best = -1;
    let bestSquared = Infinity;
    for (let ring = 0; ring <= largest; ring++) {
      if (best >= 0 && (ring - 1) * cell > Math.sqrt(bestSquared)) break;
      for (let k = Math.max(0, centre[2] - ring); k <= Math.min(size[2]! - 1, centre[2] + ring); k++)
        for (let j = Math.max(0, centre[1] - ring); j <= Math.min(size[1]! - 1, centre[1] + ring); j++) {
          const edge = Math.abs(k - centre[2]) === ring || Math.abs(j - centre[1]) === ring;
          const step = edge ? 1 : 2 * ring || 1;
          for (let i = centre[0] - ring; i <= centre[0] + ring; i += step) {
            if (i < 0 || i >= size[0]!) continue;
            for (const index of cells[i + size[0]! * (j + size[1]! * k)]!) {
              const squared =
                (points[index * 3]! - x) ** 2 +
                (points[index * 3 + 1]! - y) ** 2 +
                (points[index * 3 + 2]! - z) ** 2;
              if (squared < bestSquared) {
                bestSquared = squared;
                best = index;
              }
            }
          }
        }
    }
    return { index: best, distance: Math.sqrt(bestSquared) };
  };
}

/** Evenly spread points on a triangle mesh, by area, without randomness (a low-discrepancy sequence). */
export function samplesOnMesh(
  positions: ArrayLike<number>,
  indices: ArrayLike<number>,
  count: number,
): Points {
  const areas = new Float64Array(indices.length / 3);
  let total = 0;
  const corner = (i: number) => [0, 1, 2].map((a) => positions[indices[i]! * 3 + a]!);
  for (let t = 0; t < areas.length; t++) {
    const [a, b, c] = [0, 1, 2].map((e) => corner(t * 3 + e)) as [number[], number[], number[]];
    const u = b.map((v, i) => v - a[i]!);
    const w = c.map((v, i) => v - a[i]!);
    areas[t] = Math.hypot(
      u[1]! * w[2]! - u[2]! * w[1]!,
      u[2]! * w[0]! - u[0]! * w[2]!,
      u[0]! * w[1]! - u[1]! * w[0]!,
    );
    total += areas[t]!;
  }
  const out = new Float64Array(count * 3);
  let triangle = 0;
  let passed = 0;
  for (let i = 0; i < count; i++) {
    const goal = ((i + 0.5) / count) * total;
    while (triangle < areas.length - 1 && passed + areas[triangle]! < goal) passed += areas[triangle++]!;
    let r = (i * 0.7548776662466927) % 1;
    let s = (i * 0.5698402909980532) % 1;
    if (r + s > 1) {
      r = 1 - r;
      s = 1 - s;
    }
    const [a, b, c] = [0, 1, 2].map((e) => corner(triangle * 3 + e)) as [number[], number[], number[]];
    for (let axis = 0; axis < 3; axis++)
      out[i * 3 + axis] = a[axis]! + r * (b[axis]! - a[axis]!) + s * (c[axis]! - a[axis]!);
  }
  return out;
}

/** Mean of both directions' mean nearest distance between two point sets. */
export function meanSymmetricDistance(a: Points, b: Points): number {
  const one = (from: Points, to: Points) => {
    const nearest = nearestFinder(to);
    let sum = 0;
    for (let i = 0; i < from.length; i += 3) sum += nearest(from[i]!, from[i + 1]!, from[i + 2]!).distance;
    return sum / (from.length / 3);
  };
  return (one(a, b) + one(b, a)) / 2;
}
