import type { SurfaceMesh } from './surfaceNets.ts';

/** A mesh with area-weighted vertex normals, from xyz triplets (mm) and three vertex indices a triangle. */
export function withNormals(positions: readonly number[], indices: readonly number[]): SurfaceMesh {
  const normals = new Float32Array(positions.length);
  const p = positions;
  for (let t = 0; t < indices.length; t += 3) {
    const a = indices[t]! * 3;
    const b = indices[t + 1]! * 3;
    const c = indices[t + 2]! * 3;
    const ux = p[b]! - p[a]!;
    const uy = p[b + 1]! - p[a + 1]!;
    const uz = p[b + 2]! - p[a + 2]!;
    const vx = p[c]! - p[a]!;
    const vy = p[c + 1]! - p[a + 1]!;
    const vz = p[c + 2]! - p[a + 2]!;
    for (let corner = 0; corner < 3; corner++) {
      const at = indices[t + corner]! * 3;
      normals[at]! += uy * vz - uz * vy;
      normals[at + 1]! += uz * vx - ux * vz;
      normals[at + 2]! += ux * vy - uy * vx;
    }
  }
  for (let i = 0; i < normals.length; i += 3) {
    const length = Math.hypot(normals[i]!, normals[i + 1]!, normals[i + 2]!) || 1;
    for (let a = 0; a < 3; a++) normals[i + a]! /= length;
  }
  return { positions: Float32Array.from(positions), normals, indices: Uint32Array.from(indices) };
}
