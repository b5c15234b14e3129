import { BufferAttribute, BufferGeometry, SphereGeometry } from 'three';
import type { Placement } from '../../atlas/place.types.ts';
import { fieldAt, type RiskField } from '../../atlas/riskField/field.ts';
import type { SurfaceMesh } from '../../atlas/template/surfaceNets.ts';
import { placeToPoint, type Template } from '../../atlas/template/template.ts';
import { hexToRgb, riskRgb, TOO_FEW_COLOUR } from './riskColours.ts';

/** A mesh as three's geometry, one colour for all of it. */
export function plainGeometry(mesh: SurfaceMesh, colour: string): BufferGeometry {
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(mesh.positions, 3));
  geometry.setAttribute('normal', new BufferAttribute(mesh.normals, 3));
  geometry.setIndex(new BufferAttribute(mesh.indices, 1));
  tint(geometry, colour);
  return geometry;
}

function tint(geometry: BufferGeometry, colour: string): void {
  const rgb = hexToRgb(colour);
  const count = geometry.getAttribute('position').count;
  const tints = new Float32Array(count * 3);
  for (let i = 0; i < count; i++) tints.set(rgb, i * 3);
  geometry.setAttribute('tint', new BufferAttribute(tints, 3));
}

/** The gland coloured by the field, read just under the capsule. */
export function glandGeometry(t: Template, field: RiskField): BufferGeometry {
  const geometry = plainGeometry(t.mesh, TOO_FEW_COLOUR);
  colourGland(geometry, t, field, false);
  return geometry;
}

/** How far under the capsule the surface's colour is read, mm: about the radius of a small nodule lying there. */
const UNDER_CAPSULE_MM = 1.5;

export function colourGland(
  geometry: BufferGeometry,
  t: Template,
  field: RiskField,
  monochrome: boolean,
): void {
  const { positions, normals } = t.mesh;
  const tints = geometry.getAttribute('tint') as BufferAttribute;
  const tooFew = hexToRgb(TOO_FEW_COLOUR);
  for (let i = 0; i < positions.length; i += 3) {
    const reading = fieldAt(field, [
      positions[i]! - UNDER_CAPSULE_MM * normals[i]!,
      positions[i + 1]! - UNDER_CAPSULE_MM * normals[i + 1]!,
      positions[i + 2]! - UNDER_CAPSULE_MM * normals[i + 2]!,
    ]);
    tints.setXYZ(i / 3, ...(reading ? riskRgb(reading.value, monochrome) : tooFew));
  }
  tints.needsUpdate = true;
}

/**
 * The nodule as an ellipsoid at its place; along an axis that no view shows it is drawn out into a band that
 * holds every place it may have.
 */
export function noduleGeometry(placement: Placement, t: Template, colour: string): BufferGeometry {
  const geometry = new SphereGeometry(1, 28, 20);
  const centre = placeToPoint(placement.place, t.box);
  const { extentMm: e, uncertaintyMm: u } = placement;
  // axes in the template's order: x right–left, y inferior–superior, z posterior–anterior
  const radii = [e.rightToLeft / 2, e.inferiorToSuperior / 2, e.anteriorToPosterior / 2].map((r) =>
    Math.max(1, r),
  );
  const reach = [u.rightToLeft, u.inferiorToSuperior, u.anteriorToPosterior];
  const position = geometry.getAttribute('position') as BufferAttribute;
  const normal = geometry.getAttribute('normal') as BufferAttribute;
  for (let i = 0; i < position.count; i++) {
    const unit = [position.getX(i), position.getY(i), position.getZ(i)];
    const at = unit.map(
      (v, a) => centre[a]! + v * radii[a]! + Math.sign(Math.abs(v) < 1e-6 ? 0 : v) * reach[a]!,
    );
    position.setXYZ(i, at[0]!, at[1]!, at[2]!);
    const n = unit.map((v, a) => v / radii[a]!);
    const length = Math.hypot(...n) || 1;
    normal.setXYZ(i, n[0]! / length, n[1]! / length, n[2]! / length);
  }
  tint(geometry, colour);
  return geometry;
}
