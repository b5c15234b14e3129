import { FailureError } from '../../app/failure.ts';
import { type Implicit, outwardNormal } from './shape.ts';
import { type Box3, type SurfaceMesh, surfaceNets } from './surfaceNets.ts';

/**
 * The closed surface of an implicit body: surface nets, two rounds of tangential smoothing for even triangles, each
 * followed by a Newton step back onto the surface, and normals from the function itself.
 *
 * @param step cell size in mm; the body must be thicker than two cells everywhere
 * @throws atlas.notClosed when no grid gives a closed surface
 */
export function meshOf(f: Implicit, box: Box3, step: number): SurfaceMesh {
  return evenMesh(f, closedNets(f, box, step), step);
}

/**
 * The same for a body that may be thinner than its cells (a gland tapering to a point): where two sheets pass one
 * cell they share its vertex. Good for measuring distances, not for drawing.
 */
export function openMeshOf(f: Implicit, box: Box3, step: number): SurfaceMesh {
  return evenMesh(f, surfaceNets(f, box, step), step);
}

function evenMesh(
  f: Implicit,
  raw: { readonly positions: readonly number[]; readonly indices: readonly number[] },
  step: number,
): SurfaceMesh {
  const positions = Float64Array.from(raw.positions);
  const indices = Uint32Array.from(raw.indices);
  for (let round = 0; round < 2; round++) {
    relax(positions, indices);
    ontoSurface(f, positions, step);
  }
  const normals = new Float32Array(positions.length);
  for (let i = 0; i < positions.length; i += 3)
    normals.set(outwardNormal(f, positions[i]!, positions[i + 1]!, positions[i + 2]!), i);
  return { positions: Float32Array.from(positions), normals, indices };
}

/** Shifts of the grid, in cells, that are tried until no cell is ambiguous. */
const SHIFTS = [0, 0.31, 0.62, 0.17, 0.48, 0.79] as const;

function closedNets(f: Implicit, box: Box3, step: number): { positions: number[]; indices: number[] } {
  for (const shift of SHIFTS) {
    const min = box.min.map((v) => v - shift * step) as unknown as Box3['min'];
    const nets = surfaceNets(f, { min, max: box.max }, step);
    if (!nets.ambiguous) return nets;
  }
  throw new FailureError('atlas.notClosed', { step });
}

/** Moves every vertex half way to the mean of its neighbours. */
function relax(positions: Float64Array, indices: Uint32Array): void {
  const sum = new Float64Array(positions.length);
  const count = new Float64Array(positions.length / 3);
  for (let t = 0; t < indices.length; t += 3)
    for (let e = 0; e < 3; e++) {
      const a = indices[t + e]!;
      const b = indices[t + ((e + 1) % 3)]!;
      for (let c = 0; c < 3; c++) sum[a * 3 + c]! += positions[b * 3 + c]!;
      count[a]!++;
    }
  for (let i = 0; i < positions.length; i++) {
    const n = count[Math.floor(i / 3)]!;
    if (n > 0) positions[i] = 0.5 * positions[i]! + (0.5 * sum[i]!) / n;
  }
}

/** Close enough to the surface, mm. */
const ON_SURFACE_MM = 0.004;

/** Newton steps along the gradient until the function is about zero, never farther than one cell. */
function ontoSurface(f: Implicit, positions: Float64Array, step: number): void {
  const h = 0.02;
  for (let i = 0; i < positions.length; i += 3)
    for (let round = 0; round < 3; round++) {
      const x = positions[i]!;
      const y = positions[i + 1]!;
      const z = positions[i + 2]!;
      const value = f(x, y, z);
      if (Math.abs(value) < ON_SURFACE_MM) break;
      const gx = (f(x + h, y, z) - value) / h;
      const gy = (f(x, y + h, z) - value) / h;
      const gz = (f(x, y, z + h) - value) / h;
      const squared = gx * gx + gy * gy + gz * gz;
      if (squared < 1e-9) break;
      const along = Math.max(-step, Math.min(step, value / Math.sqrt(squared))) / Math.sqrt(squared);
      positions[i] = x - along * gx;
      positions[i + 1] = y - along * gy;
      positions[i + 2] = z - along * gz;
    }
}

/** Volume enclosed by a closed mesh in mm³ (divergence theorem); positive when the normals point outward. */
export function meshVolumeMm3(mesh: SurfaceMesh): number {
  const { positions: p, indices } = mesh;
  let six = 0;
  for (let t = 0; t < indices.length; t += 3) {
    const a = indices[t]! * 3;
    const b = indices[t + 1]! * 3;
    const c = indices[t + 2]! * 3;
    six +=
      p[a]! * (p[b + 1]! * p[c + 2]! - p[b + 2]! * p[c + 1]!) +
      p[a + 1]! * (p[b + 2]! * p[c]! - p[b]! * p[c + 2]!) +
      p[a + 2]! * (p[b]! * p[c + 1]! - p[b + 1]! * p[c]!);
  }
  return six / 6;
}

/** The smallest box that holds the mesh. */
export function meshBox(mesh: SurfaceMesh): Box3 {
  const min: [number, number, number] = [Infinity, Infinity, Infinity];
  const max: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  mesh.positions.forEach((value, i) => {
    const axis = (i % 3) as 0 | 1 | 2;
    if (value < min[axis]) min[axis] = value;
    if (value > max[axis]) max[axis] = value;
  });
  return { min, max };
}
