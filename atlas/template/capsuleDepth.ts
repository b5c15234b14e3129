import { type SurfaceMesh, surfaceNets } from './surfaceNets.ts';
import type { Template } from './template.ts';
import { withNormals } from './triangleNormals.ts';

/** Side of the cells that the capsule's points are kept in, mm. */
const CELL_MM = 2.5;
/** Farther from the capsule than this no distance is worked out, mm: the gland is nowhere deeper. */
const REACH_CELLS = 5;
const STEP_MM = 0.8;
/** The depth rises by one millimetre each millimetre, less than this share of it where two sides of the capsule are as near. */
const FOLD_SLOPE = 0.8;

/**
 * How deep a point lies under the capsule, mm (negative outside; at most the reach). The implicit function is a
 * distance only near the surface, so this is measured: to the tangent plane at the nearest point of the mesh.
 *
 * @returns a function of a point of the template, mm
 */
export function capsuleDepth(t: Template): (x: number, y: number, z: number) => number {
  const { positions: p, normals: n } = t.mesh;
  const { starts, members, cellOf, size } = pointGrid(p);
  return (x, y, z) => {
    const ci = cellOf(x, 0);
    const cj = cellOf(y, 1);
    const ck = cellOf(z, 2);
    let nearest = -1;
    let squared = Infinity;
    for (let ring = 0; ring <= REACH_CELLS; ring++) {
      // what lies in a farther ring is at least this far away
      if (nearest >= 0 && squared <= ((ring - 1) * CELL_MM) ** 2) break;
      for (let k = Math.max(0, ck - ring); k <= Math.min(size[2] - 1, ck + ring); k++)
        for (let j = Math.max(0, cj - ring); j <= Math.min(size[1] - 1, cj + ring); j++) {
          // the ring's inside has been searched already
          const edge = Math.abs(k - ck) === ring || Math.abs(j - cj) === ring;
          const step = edge || ring === 0 ? 1 : 2 * ring;
          for (let i = ci - ring; i <= ci + ring; i += step) {
            if (i < 0 || i >= size[0]) continue;
            const cell = i + size[0] * (j + size[1] * k);
            for (let m = starts[cell]!; m < starts[cell + 1]!; m++) {
              const v = members[m]!;
              const d = (x - p[v]!) ** 2 + (y - p[v + 1]!) ** 2 + (z - p[v + 2]!) ** 2;
              if (d < squared) {
                squared = d;
                nearest = v;
              }
            }
          }
        }
    }
    if (nearest < 0) return t.shape(x, y, z) < 0 ? REACH_CELLS * CELL_MM : -REACH_CELLS * CELL_MM;
    return (
      (p[nearest]! - x) * n[nearest]! +
      (p[nearest + 1]! - y) * n[nearest + 1]! +
      (p[nearest + 2]! - z) * n[nearest + 2]!
    );
  };
}

/** Points (xyz triplets) by cubes of `CELL_MM`: the members of cube c are `members[starts[c]]` to before `starts[c + 1]`. */
function pointGrid(p: Float32Array) {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  p.forEach((value, i) => {
    low[i % 3] = Math.min(low[i % 3]!, value);
    high[i % 3] = Math.max(high[i % 3]!, value);
  });
  const cellOf = (value: number, axis: 0 | 1 | 2) => Math.floor((value - low[axis]!) / CELL_MM);
  const size = ([0, 1, 2] as const).map((axis) => cellOf(high[axis]!, axis) + 1) as [number, number, number];
  const cellAt = (v: number) =>
    cellOf(p[v]!, 0) + size[0] * (cellOf(p[v + 1]!, 1) + size[1] * cellOf(p[v + 2]!, 2));
  const starts = new Int32Array(size[0] * size[1] * size[2] + 1);
  for (let v = 0; v < p.length; v += 3) starts[cellAt(v) + 1]!++;
  for (let c = 1; c < starts.length; c++) starts[c]! += starts[c - 1]!;
  const next = starts.slice();
  const members = new Int32Array(p.length / 3);
  for (let v = 0; v < p.length; v += 3) members[next[cellAt(v)]!++] = v;
  return { starts, members, cellOf, size };
}

/** The surface that lies `depthMm` (of the template) under the capsule; about 0.3 s. */
export function capsuleShell(
  t: Template,
  depthMm: number,
  depth: (x: number, y: number, z: number) => number = capsuleDepth(t),
): SurfaceMesh {
  const { positions: p, indices } = surfaceNets((x, y, z) => depthMm - depth(x, y, z), grown(t), STEP_MM);
  evened(p, indices, () => true);
  const fold = new Uint8Array(p.length / 3);
  // evening takes points a little off their depth: back along the slope, but not where the shell folds (there the
  // depth has a ridge and no slope)
  const h = 0.2;
  for (let v = 0; v < p.length; v += 3) {
    const at = [p[v]!, p[v + 1]!, p[v + 2]!] as const;
    const slope = [
      depth(at[0] + h, at[1], at[2]) - depth(at[0] - h, at[1], at[2]),
      depth(at[0], at[1] + h, at[2]) - depth(at[0], at[1] - h, at[2]),
      depth(at[0], at[1], at[2] + h) - depth(at[0], at[1], at[2] - h),
    ];
    const length = Math.hypot(...slope);
    if (length < FOLD_SLOPE * 2 * h) {
      fold[v / 3] = 1;
      continue;
    }
    const off = depthMm - depth(...at);
    for (let a = 0; a < 3; a++) p[v + a]! += (off * slope[a]!) / length;
  }
  // the fold's edge is a line through cells; evened a little more it does not fray
  for (let round = 0; round < 4; round++) evened(p, indices, (v) => fold[v] === 1);
  return withNormals(p, indices);
}

function grown(t: Template): { min: [number, number, number]; max: [number, number, number] } {
  const { min, max } = t.box;
  return {
    min: [min[0] - 2, min[1] - 2, min[2] - 2],
    max: [max[0] + 2, max[1] + 2, max[2] + 2],
  };
}

/** Moves the chosen points to the mean of themselves and their neighbours. */
function evened(p: number[], indices: readonly number[], chosen: (vertex: number) => boolean): void {
  const sum = Float64Array.from(p);
  const count = new Float64Array(p.length / 3).fill(1);
  for (let t = 0; t < indices.length; t += 3)
    for (let e = 0; e < 3; e++) {
      const a = indices[t + e]!;
      const b = indices[t + ((e + 1) % 3)]!;
      for (let c = 0; c < 3; c++) sum[a * 3 + c]! += p[b * 3 + c]!;
      count[a]!++;
    }
  for (let v = 0; v < count.length; v++)
    if (chosen(v)) for (let c = 0; c < 3; c++) p[v * 3 + c] = sum[v * 3 + c]! / count[v]!;
}
