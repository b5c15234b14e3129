import { type SurfaceMesh, surfaceNets } from './surfaceNets.ts';
import type { Template } from './template.ts';
import { withNormals } from './triangleNormals.ts';

/** Side of the cells that the capsule's points are kept in, mm. */
const CELL_MM = 2.5;
/** Farther from the capsule than this no distance is worked out, mm: the gland is nowhere deeper. */
const REACH_CELLS = 5;
const STEP_MM = 1;

/**
 * How deep a point lies under the capsule, mm (negative outside; at most the reach). The implicit function is a
 * distance only near the surface, so this is measured: to the tangent plane at the nearest point of the mesh.
 *
 * @returns a function of a point of the template, mm
 */
export function capsuleDepth(t: Template): (x: number, y: number, z: number) => number {
  const { positions, normals } = t.mesh;
  const cells = new Map<number, number[]>();
  const cellOf = (v: number) => Math.floor(v / CELL_MM);
  const key = (i: number, j: number, k: number) => (i + 512) * 1_048_576 + (j + 512) * 1024 + (k + 512);
  for (let v = 0; v < positions.length; v += 3) {
    const at = key(cellOf(positions[v]!), cellOf(positions[v + 1]!), cellOf(positions[v + 2]!));
    const list = cells.get(at);
    if (list) list.push(v);
    else cells.set(at, [v]);
  }
  return (x, y, z) => {
    const [ci, cj, ck] = [cellOf(x), cellOf(y), cellOf(z)] as const;
    let nearest = -1;
    let squared = Infinity;
    for (let ring = 0; ring <= REACH_CELLS; ring++) {
      // what lies in a farther ring is at least this far away
      if (nearest >= 0 && squared <= ((ring - 1) * CELL_MM) ** 2) break;
      for (let i = -ring; i <= ring; i++)
        for (let j = -ring; j <= ring; j++)
          for (let k = -ring; k <= ring; k++) {
            if (Math.max(Math.abs(i), Math.abs(j), Math.abs(k)) !== ring) continue;
            for (const v of cells.get(key(ci + i, cj + j, ck + k)) ?? []) {
              const d =
                (x - positions[v]!) ** 2 + (y - positions[v + 1]!) ** 2 + (z - positions[v + 2]!) ** 2;
              if (d < squared) {
                squared = d;
                nearest = v;
              }
            }
          }
    }
    if (nearest < 0) return t.shape(x, y, z) < 0 ? REACH_CELLS * CELL_MM : -REACH_CELLS * CELL_MM;
    const along =
      (positions[nearest]! - x) * normals[nearest]! +
      (positions[nearest + 1]! - y) * normals[nearest + 1]! +
      (positions[nearest + 2]! - z) * normals[nearest + 2]!;
    return along;
  };
}

/** The surface that lies `depthMm` (of the template) under the capsule; about 0.1 s. */
export function capsuleShell(
  t: Template,
  depthMm: number,
  depth: (x: number, y: number, z: number) => number = capsuleDepth(t),
): SurfaceMesh {
  const { positions: p, indices } = surfaceNets((x, y, z) => depthMm - depth(x, y, z), grown(t), STEP_MM);
  // the nets round off where the shell folds; two steps along the depth's slope put every point at its depth
  const h = 0.2;
  for (let round = 0; round < 2; round++)
    for (let v = 0; v < p.length; v += 3) {
      const at = [p[v]!, p[v + 1]!, p[v + 2]!] as const;
      const here = depth(...at);
      const slope = [
        depth(at[0] + h, at[1], at[2]) - depth(at[0] - h, at[1], at[2]),
        depth(at[0], at[1] + h, at[2]) - depth(at[0], at[1] - h, at[2]),
        depth(at[0], at[1], at[2] + h) - depth(at[0], at[1], at[2] - h),
      ];
      const length = Math.hypot(...slope);
      if (length < h / 2) continue;
      for (let a = 0; a < 3; a++) p[v + a]! += ((depthMm - here) * slope[a]!) / length;
    }
  return withNormals(p, indices);
}

function grown(t: Template): { min: [number, number, number]; max: [number, number, number] } {
  const { min, max } = t.box;
  return {
    min: [min[0] - 2, min[1] - 2, min[2] - 2],
    max: [max[0] + 2, max[1] + 2, max[2] + 2],
  };
}
