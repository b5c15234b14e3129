import { capsuleDepth } from '../../atlas/template/capsuleDepth.ts';
import type { SurfaceMesh } from '../../atlas/template/surfaceNets.ts';
import { buildTemplate, type Point3, type Template } from '../../atlas/template/template.ts';

/** Height of a pyramidal lobe above the isthmus where the person asks for one, mm: a usual one (Gray's Anatomy). */
const PYRAMIDAL_MM = 20;

const withPyramidal = new WeakMap<Template, SurfaceMesh>();
const depths = new WeakMap<Template, ReturnType<typeof capsuleDepth>>();

/** The template's surface, on demand with a pyramidal lobe (built once, about half a second). */
export function shownMesh(t: Template, pyramidal: boolean): SurfaceMesh {
  if (!pyramidal) return t.mesh;
  let mesh = withPyramidal.get(t);
  if (!mesh) {
    mesh = buildTemplate({ ...t.dimensions, pyramidalLobeHeight: PYRAMIDAL_MM }).mesh;
    withPyramidal.set(t, mesh);
  }
  return mesh;
}

/** The template's depth under the capsule, prepared once. */
export function depthOf(t: Template): ReturnType<typeof capsuleDepth> {
  let depth = depths.get(t);
  if (!depth) {
    depth = capsuleDepth(t);
    depths.set(t, depth);
  }
  return depth;
}

/** The middle of the gland's box, mm of the shown gland. */
export function middleOf(t: Template, scale: number): Point3 {
  const { min, max } = t.box;
  return [((min[0] + max[0]) / 2) * scale, ((min[1] + max[1]) / 2) * scale, ((min[2] + max[2]) / 2) * scale];
}
