import { REGION_IDS, type RegionId, regionAt, regionId } from '../../atlas/template/regions.ts';
import { outwardNormal } from '../../atlas/template/shape.ts';
import type { Point3, Template } from '../../atlas/template/template.ts';

/** Where a region's label points: a point of the capsule in the region's middle, mm of the template. */
export type RegionMark = {
  readonly region: RegionId;
  readonly point: Point3;
  /** Outward, of the capsule there. */
  readonly normal: Point3;
};

const known = new WeakMap<Template, readonly RegionMark[]>();

/** One mark a region, on the capsule nearest the middle of that part of its surface which looks away from the trachea. */
export function regionMarks(t: Template): readonly RegionMark[] {
  let marks = known.get(t);
  if (!marks) {
    marks = marksOf(t);
    known.set(t, marks);
  }
  return marks;
}

function marksOf(t: Template): RegionMark[] {
  const { positions, normals } = t.mesh;
  const points = new Map<RegionId, Point3[]>();
  for (let v = 0; v < positions.length; v += 3) {
    const point: Point3 = [positions[v]!, positions[v + 1]!, positions[v + 2]!];
    if (point[0] * normals[v]! + point[2] * normals[v + 2]! < 0) continue;
    const id = regionId(regionAt(t, point));
    const list = points.get(id);
    if (list) list.push(point);
    else points.set(id, [point]);
  }
  return REGION_IDS.flatMap((region) => {
    const list = points.get(region);
    if (!list) return [];
    const mean = [0, 1, 2].map((a) => list.reduce((sum, p) => sum + p[a]!, 0) / list.length) as [
      number,
      number,
      number,
    ];
    const distance = (p: Point3) => Math.hypot(p[0] - mean[0], p[1] - mean[1], p[2] - mean[2]);
    const point = list.reduce((best, p) => (distance(p) < distance(best) ? p : best));
    return [{ region, point, normal: outwardNormal(t.shape, ...point) }];
  });
}
