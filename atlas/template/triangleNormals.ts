import type { SurfaceMesh } from './surfaceNets.ts';

/** A mesh with area-weighted vertex normals, from xyz triplets (mm) and three vertex indices a triangle. */
export function withNormals(positions: readonly number[], indices: readonly number[]): SurfaceMesh {
  const normals = new Float32Array(positions.length);
  for (let t = 0; t < indices.length; t += 3) {
    const [a, b, c] = [indices[t]! * 3, indices[t + 1]! * 3, indices[t + 2]! * 3] as const;
    const u = [0, 1, 2].map((i) => positions[b + i]! - positions[a + i]!) as [number, number, number];
    const v = [0, 1, 2].map((i) => positions[c + i]! - positions[a + i]!) as [number, number, number];
    const n = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
    for (const corner of [a, b, c]) for (let i = 0; i < 3; i++) normals[corner + i]! += n[i]!;
  }
  for (let i = 0; i < normals.length; i += 3) {
    const length = Math.hypot(normals[i]!, normals[i + 1]!, normals[i + 2]!) || 1;
    for (let a = 0; a < 3; a++) normals[i + a]! /= length;
  }
  return { positions: Float32Array.from(positions), normals, indices: Uint32Array.from(indices) };
}
