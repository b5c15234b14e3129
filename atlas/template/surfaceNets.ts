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
 * crosses. Triangles wind counter-clockwise seen from outside.
 *
 * The result is a closed surface without pinched edges unless a cell is `ambiguous`: the surface passes through it
 * in two sheets that would share its one vertex. A smooth body thicker than two cells has such cells only where
 * it lies almost along the grid; another grid then avoids them.
 *
 * @param f negative inside
 * @param box must hold the whole surface with a cell to spare
 * @param step cell size in mm
 */
export function surfaceNets(
  f: Implicit,
  box: Box3,
  step: number,
): { positions: number[]; indices: number[]; ambiguous: boolean } {
  const n = [0, 1, 2].map((i) => Math.ceil((box.max[i]! - box.min[i]!) / step) + 1) as [
    number,
    number,
    number,
  ];
  const [nx, ny, nz] = n;
  const values = gridValues(f, box, step, n);

  const vertexOf = new Int32Array(nx * ny * nz).fill(-1);
  const positions: number[] = [];
  let ambiguous = false;
  const nxy = nx * ny;
  const corners = [0, 1, nx, nx + 1, nxy, nxy + 1, nxy + nx, nxy + nx + 1] as const;
  const corner = new Float64Array(8);
  const vertex: [number, number, number] = [0, 0, 0];
  for (let k = 0; k < nz - 1; k++)
    for (let j = 0; j < ny - 1; j++)
      for (let i = 0; i < nx - 1; i++) {
        const at = i + nx * (j + ny * k);
        const inside = values[at]! < 0;
        // written out: this loop visits every cell of the grid
        if (
          values[at + 1]! < 0 === inside &&
          values[at + nx]! < 0 === inside &&
          values[at + nx + 1]! < 0 === inside &&
          values[at + nxy]! < 0 === inside &&
          values[at + nxy + 1]! < 0 === inside &&
          values[at + nxy + nx]! < 0 === inside &&
          values[at + nxy + nx + 1]! < 0 === inside
        )
          continue;
        let mask = 0;
        for (let c = 0; c < 8; c++) {
          corner[c] = values[at + corners[c]!]!;
          if (corner[c]! < 0) mask |= 1 << c;
        }
        ambiguous ||= TWO_SHEETS[mask]!;
        cellVertex(corner, vertex);
        vertexOf[at] = positions.length / 3;
        positions.push(
          box.min[0] + (i + vertex[0]) * step,
          box.min[1] + (j + vertex[1]) * step,
          box.min[2] + (k + vertex[2]) * step,
        );
      }

  const indices: number[] = [];
  const strides = [1, nx, nxy] as const;
  for (let k = 1; k < nz - 1; k++)
    for (let j = 1; j < ny - 1; j++)
      for (let i = 1; i < nx - 1; i++) {
        const at = i + nx * (j + ny * k);
        const inside = values[at]! < 0;
        for (let axis = 0; axis < 3; axis++) {
          if (inside === values[at + strides[axis]!]! < 0) continue;
          const u = strides[(axis + 1) % 3]!;
          const v = strides[(axis + 2) % 3]!;
          const a = vertexOf[at - u - v]!;
          const b = vertexOf[at - v]!;
          const c = vertexOf[at]!;
          const d = vertexOf[at - u]!;
          if (inside) indices.push(a, b, c, a, c, d);
          else indices.push(d, c, b, d, b, a);
        }
      }
  return { positions, indices, ambiguous };
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

/**
 * For each of the 256 ways the corners of a cell can lie inside or outside: whether the inside or the outside
 * corners fall apart into pieces not joined by the cell's edges, so that the surface passes in two sheets.
 */
const TWO_SHEETS: readonly boolean[] = Array.from({ length: 256 }, (_, mask) => {
  const joined = (side: number): boolean => {
    const members = [0, 1, 2, 3, 4, 5, 6, 7].filter((c) => ((mask >> c) & 1) === side);
    const reached = new Set(members.slice(0, 1));
    for (let round = 0; round < 8; round++)
      for (const [a, b] of EDGES) {
        if (!members.includes(a) || !members.includes(b)) continue;
        if (reached.has(a) || reached.has(b)) reached.add(a).add(b);
      }
    return reached.size === members.length;
  };
  return !joined(0) || !joined(1);
});

/** Puts the mean of the edge crossings of one cell that the surface crosses, in cell fractions, into `vertex`. */
function cellVertex(corner: Float64Array, vertex: [number, number, number]): void {
  let crossings = 0;
  let x = 0;
  let y = 0;
  let z = 0;
  for (let e = 0; e < EDGES.length; e++) {
    const a = EDGES[e]![0];
    const b = EDGES[e]![1];
    const va = corner[a]!;
    const vb = corner[b]!;
    if (va < 0 === vb < 0) continue;
    const t = va / (va - vb);
    x += (a & 1) + t * ((b & 1) - (a & 1));
    y += ((a >> 1) & 1) + t * (((b >> 1) & 1) - ((a >> 1) & 1));
    z += (a >> 2) + t * ((b >> 2) - (a >> 2));
    crossings++;
  }
  vertex[0] = x / crossings;
  vertex[1] = y / crossings;
  vertex[2] = z / crossings;
}
