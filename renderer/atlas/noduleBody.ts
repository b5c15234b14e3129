import { BufferAttribute, BufferGeometry } from 'three';
import type { Placement } from '../../atlas/place.types.ts';
import { outwardNormal } from '../../atlas/template/shape.ts';
import { type Point3, placeToPoint, type Template } from '../../atlas/template/template.ts';
import { tint } from './bodies.ts';

const AROUND = 32;
const CAP_ROWS = 8;
/** A nodule at the capsule may stand out of it by this much, so that it is seen to reach it, mm. */
const BULGE_MM = 0.3;

/**
 * The nodule as an ellipsoid at its place, cut to the gland as the location risk is. Along an axis that no view
 * shows it is drawn out into a band through every place it may have.
 */
export function noduleGeometry(placement: Placement, t: Template, colour: string): BufferGeometry {
  const path = smoothed(placement.band.map((place) => placeToPoint(place, t.box)));
  const { extentMm: e, uncertaintyMm: u } = placement;
  const radii = [e.rightToLeft, e.inferiorToSuperior, e.anteriorToPosterior].map((mm) => Math.max(1, mm / 2));
  // the band lies along the axis that is least known
  const axis = u.rightToLeft >= u.inferiorToSuperior && path.length > 1 ? 0 : 1;
  const [p, q] = axis === 1 ? [2, 0] : [1, 2];
  const rows: { at: readonly number[]; along: number; radius: number }[] = [];
  for (let r = 0; r <= CAP_ROWS; r++) {
    const angle = (Math.PI / 2) * (1 - r / CAP_ROWS);
    rows.push({ at: path[0]!, along: -Math.sin(angle), radius: Math.cos(angle) });
  }
  for (const at of path.slice(1, -1)) rows.push({ at, along: 0, radius: 1 });
  for (let r = 0; r <= CAP_ROWS; r++) {
    const angle = (Math.PI / 2) * (r / CAP_ROWS);
    rows.push({ at: path.at(-1)!, along: Math.sin(angle), radius: Math.cos(angle) });
  }
  const positions: number[] = [];
  const indices: number[] = [];
  rows.forEach(({ at, along, radius }, row) => {
    for (let i = 0; i <= AROUND; i++) {
      const angle = (2 * Math.PI * i) / AROUND;
      const point = [...at] as [number, number, number];
      point[axis]! += along * radii[axis]!;
      point[p]! += radius * Math.cos(angle) * radii[p]!;
      point[q]! += radius * Math.sin(angle) * radii[q]!;
      positions.push(...intoGland(t, point));
      if (row === 0 || i === AROUND) continue;
      const here = row * (AROUND + 1) + i;
      const below = here - AROUND - 1;
      indices.push(below, here, below + 1, below + 1, here, here + 1);
    }
  });
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(Float32Array.from(positions), 3));
  geometry.setIndex(indices);
  geometry.computeVertexNormals();
  tint(geometry, colour);
  return geometry;
}

/** The band's middle line without the corners of its few places; its ends stay. */
function smoothed(path: readonly Point3[]): Point3[] {
  let line = [...path];
  for (let round = 0; round < 4; round++)
    line = line.map((at, i) => {
      const before = line[i - 1];
      const after = line[i + 1];
      if (!before || !after) return at;
      return [0, 1, 2].map((a) => (before[a]! + 2 * at[a]! + after[a]!) / 4) as unknown as Point3;
    });
  return line;
}

/** A point outside the gland is drawn back to just outside its capsule. */
function intoGland(t: Template, point: [number, number, number]): [number, number, number] {
  for (let round = 0; round < 4; round++) {
    const out = t.shape(...point) - BULGE_MM;
    if (out <= 0.02) break;
    const n = outwardNormal(t.shape, ...point);
    for (let a = 0; a < 3; a++) point[a]! -= out * n[a]!;
  }
  return point;
}
