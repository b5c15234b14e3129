import { type Mesh, type PerspectiveCamera, Raycaster, Vector2 } from 'three';
import type { RiskField } from '../../atlas/riskField/field.ts';
import { type Region, regionAt } from '../../atlas/template/regions.ts';
import type { Point3, Template } from '../../atlas/template/template.ts';
import { BEYOND_MM, readField } from './bodies.ts';
import { CUTS, type Cut } from './cutPlane.names.ts';
import { cutAt } from './cutPlane.ts';

/** What lies under the pointer. */
export type Picked = {
  /** A point of the gland's surface or of the cut face, mm of the template. */
  readonly point: Point3;
  /** Null in the pyramidal lobe, which is no region of the field. */
  readonly region: Region | null;
  /** Null where too few cases stand behind the place. */
  readonly value: number | null;
  readonly behind: number;
};

const raycaster = new Raycaster();

/**
 * The first point of the gland on the ray through a point of the panel: its surface where it is not cut away, or
 * the cut face.
 *
 * @param at −1 to 1 from left to right and from bottom to top
 * @param scale the shown gland's size over the template's
 */
export function pickAt(
  at: { x: number; y: number },
  camera: PerspectiveCamera,
  surface: Mesh,
  { cut, scale, t, field }: { cut: Cut | null; scale: number; t: Template; field: RiskField },
): Picked | null {
  raycaster.setFromCamera(new Vector2(at.x, at.y), camera);
  const point = firstVisible(surface, cut, scale, t);
  if (!point) return null;
  const reading = readField(field, t, point);
  return {
    point,
    region: t.shape(...point) > BEYOND_MM ? null : regionAt(t, point),
    value: reading?.value ?? null,
    behind: reading?.behind ?? 0,
  };
}

function firstVisible(surface: Mesh, cut: Cut | null, scale: number, t: Template): Point3 | null {
  const candidates: { distance: number; point: Point3 }[] = [];
  const axis = cut ? CUTS[cut.name] : null;
  const at = cut ? cutAt(cut, t) : 0;
  for (const hit of raycaster.intersectObject(surface)) {
    const point: Point3 = [hit.point.x / scale, hit.point.y / scale, hit.point.z / scale];
    if (axis !== null && point[axis] > at) continue;
    candidates.push({ distance: hit.distance, point });
    break;
  }
  if (axis !== null) {
    const { origin, direction } = raycaster.ray;
    const o = [origin.x / scale, origin.y / scale, origin.z / scale] as const;
    const d = [direction.x / scale, direction.y / scale, direction.z / scale] as const;
    const distance = (at - o[axis]) / d[axis];
    const point: Point3 = [o[0] + distance * d[0], o[1] + distance * d[1], o[2] + distance * d[2]];
    if (Number.isFinite(distance) && distance > 0 && t.shape(...point) <= 0)
      candidates.push({ distance, point });
  }
  candidates.sort((a, b) => a.distance - b.distance);
  return candidates[0]?.point ?? null;
}
