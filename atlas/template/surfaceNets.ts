import type { Implicit } from './shape.ts';

/** A closed triangle mesh: xyz triplets in mm, outward unit normals, three vertex indices a triangle. */
export type SurfaceMesh = {
  readonly positions: Float32Array;
  readonly normals: Float32Array;
  readonly indices: Uint32Array;
};

export type Box3 = {
  readonly min: readonly [number, number, number];
  readonly max: readonly [number, number, number];
};

/**
 * Naive surface nets (Gibson, MERL TR99-24): one vertex a cell that the surface crosses, one quad an edge it
 * crosses. Closed wherever the surface lies inside the box; triangles wind counter-clockwise seen from outside.
 *
 * @param f negative inside
 * @param box must hold the whole surface with a cell to spare
 * @param step cell size in mm
 */
export function surfaceNets(
  f: Implicit,
  box: Box3,
  step: number,
): { positions: number[]; indices: number[] } {
  const n = [0, 1, 2].map((i) => Math.ceil((box.max[i]! - box.min[i]!) / step) + 1) as [
    number,
    number,
    number,
  ];
  const [nx, ny, nz] = n;
  const values = gridValues(f, box, step, n);

  const vertexOf = new Int32Array(nx * ny * nz).fill(-1);
  const positions: number[] = [];
  const corners = [0, 1, nx, nx + 1, nx * ny, nx * ny + 1, nx * ny + nx, nx * ny + nx + 1];
  for (let k = 0; k < nz - 1; k++)
    for (let j = 0; j < ny - 1; j++)
      for (let i = 0; i < nx - 1; i++) {
        const at = i + nx * (j + ny * k);
        const point = cellVertex(corners.map((c) => values[at + c]!));
        if (!point) continue;
        vertexOf[at] = positions.length / 3;
        positions.push(
          box.min[0] + (i + point[0]) * step,
          box.min[1] + (j + point[1]) * step,
          box.min[2] + (k + point[2]) * step,
        );
      }

  const indices: number[] = [];
  const strides = [1, nx, nx * ny] as const;
  for (let k = 1; k < nz - 1; k++)
    for (let j = 1; j < ny - 1; j++)
      for (let i = 1; i < nx - 1; i++) {
        const at = i + nx * (j + ny * k);
        for (let axis = 0; axis < 3; axis++) {
          const inside = values[at]! < 0;
          if (inside === values[at + strides[axis]!]! < 0) continue;
          const u = strides[(axis + 1) % 3]!;
          const v = strides[(axis + 2) % 3]!;
          const quad = [at - u - v, at - v, at, at - u].map((cell) => vertexOf[cell]!);
          if (!inside) quad.reverse();
          indices.push(quad[0]!, quad[1]!, quad[2]!, quad[0]!, quad[2]!, quad[3]!);
        }
      }
  return { positions, indices };
}

/** Cells a side of the blocks that are skipped whole when the surface is far from them. */
const BLOCK = 4;
/** How much farther the surface may be than the function says; glandShape stays within it (tested). */
const SAFETY = 2;

/**
 * The function on the grid. Only blocks near the surface are evaluated point by point; the rest take their
 * middle's value, which has the right sign and is all that is needed there.
 */
function gridValues(
  f: Implicit,
  box: Box3,
  step: number,
  n: readonly [number, number, number],
): Float64Array {
  const [nx, ny, nz] = n;
  const values = new Float64Array(nx * ny * nz);
  const at = (index: number, axis: 0 | 1 | 2) => box.min[axis] + index * step;
  const far = (Math.sqrt(3) / 2) * BLOCK * step * SAFETY;
  for (let k0 = 0; k0 < nz; k0 += BLOCK)
    for (let j0 = 0; j0 < ny; j0 += BLOCK)
      for (let i0 = 0; i0 < nx; i0 += BLOCK) {
        const half = (BLOCK - 1) / 2;
        const middle = f(at(i0 + half, 0), at(j0 + half, 1), at(k0 + half, 2));
        const skip = Math.abs(middle) > far;
        for (let k = k0; k < Math.min(nz, k0 + BLOCK); k++)
          for (let j = j0; j < Math.min(ny, j0 + BLOCK); j++)
            for (let i = i0; i < Math.min(nx, i0 + BLOCK); i++)
              values[i + nx * (j + ny * k)] = skip ? middle : f(at(i, 0), at(j, 1), at(k, 2));
      }
  return values;
}

const EDGES = [
  [0, 1],
  [2, 3],
  [4, 5],
  [6, 7],
  [0, 2],
  [1, 3],
  [4, 6],
  [5, 7],
  [0, 4],
  [1, 5],
  [2, 6],
  [3, 7],
] as const;

/** The mean of the edge crossings of one cell, in cell fractions; null where the surface does not cross it. */
function cellVertex(corner: readonly number[]): [number, number, number] | null {
  let crossings = 0;
  let x = 0;
  let y = 0;
  let z = 0;
  for (const [a, b] of EDGES) {
    const va = corner[a]!;
    const vb = corner[b]!;
    if (va < 0 === vb < 0) continue;
    const t = va / (va - vb);
    x += (a & 1) + t * ((b & 1) - (a & 1));
    y += ((a >> 1) & 1) + t * (((b >> 1) & 1) - ((a >> 1) & 1));
    z += (a >> 2) + t * ((b >> 2) - (a >> 2));
    crossings++;
  }
  return crossings === 0 ? null : [x / crossings, y / crossings, z / crossings];
}
