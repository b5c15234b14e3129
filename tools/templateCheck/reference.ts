import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The reference folder beside the repository; not part of the product. */
export const REFERENCE = join(import.meta.dirname, '../../../shared/reference');

/** Vertices (xyz) and triangles of an OBJ file; null where the file is absent. */
export function readObj(name: string): { positions: Float64Array; indices: Uint32Array } | null {
  const path = join(REFERENCE, 'meshes', `${name}.obj`);
  if (!existsSync(path)) return null;
  const positions: number[] = [];
  const indices: number[] = [];
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const [kind, ...rest] = line.trim().split(/\s+/);
    if (kind === 'v') positions.push(...rest.slice(0, 3).map(Number));
    if (kind === 'f') {
      const face = rest.map((r) => Number(r.split('/')[0]) - 1);
      for (let i = 2; i < face.length; i++) indices.push(face[0]!, face[i - 1]!, face[i]!);
    }
  }
  return { positions: Float64Array.from(positions), indices: Uint32Array.from(indices) };
}

/** The published atlas: points and their risk rank 0–1; null where the file is absent. */
export function readAtlasPoints(): { points: Float64Array; rank: Float64Array } | null {
  const path = join(REFERENCE, 'llnm-net', 'atlas_points.csv');
  if (!existsSync(path)) return null;
  const [header, ...lines] = readFileSync(path, 'utf8').trim().split('\n');
  const column = (name: string) => header!.trim().split(',').indexOf(name);
  const rows = lines.map((line) => line.trim().split(',').map(Number));
  return {
    points: Float64Array.from(rows.flatMap((r) => ['x', 'y', 'z'].map((c) => r[column(c)]!))),
    rank: Float64Array.from(rows.map((r) => r[column('risk_rank')]!)),
  };
}
