import { BufferAttribute, BufferGeometry } from 'three';
import { fieldAt, type RiskField } from '../../atlas/riskField/field.ts';
import type { SurfaceMesh } from '../../atlas/template/surfaceNets.ts';
import type { Template } from '../../atlas/template/template.ts';
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

export function tint(geometry: BufferGeometry, colour: string): void {
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
