import { BufferAttribute, BufferGeometry } from 'three';
import { fieldAt, type RiskField } from '../../atlas/riskField/field.ts';
import type { SurfaceMesh } from '../../atlas/template/surfaceNets.ts';
import type { Point3, Template } from '../../atlas/template/template.ts';
import { hexToRgb, riskRgb } from './riskColours.ts';
import { tooFewHatch } from './tooFew.ts';

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

/** How far under the capsule the surface's colour is read, mm: about the radius of a small nodule lying there. */
const UNDER_CAPSULE_MM = 1.5;
/** Farther than this outside the field's gland nothing is known (the pyramidal lobe, which the field has not), mm. */
export const BEYOND_MM = 1;

/** The gland, to be coloured by `colourGland`. */
export function glandGeometry(mesh: SurfaceMesh): BufferGeometry {
  const geometry = plainGeometry(mesh, tooFewHatch(false).ground);
  geometry.setAttribute('sparse', new BufferAttribute(new Float32Array(mesh.positions.length / 3), 1));
  return geometry;
}

/**
 * Colours the gland by the field, read just under the capsule, and marks where too few cases stand behind it.
 *
 * @returns whether there is any such place
 */
export function colourGland(
  geometry: BufferGeometry,
  t: Template,
  field: RiskField,
  monochrome: boolean,
): boolean {
  const positions = geometry.getAttribute('position').array;
  const normals = geometry.getAttribute('normal').array;
  const tints = geometry.getAttribute('tint') as BufferAttribute;
  const sparse = geometry.getAttribute('sparse') as BufferAttribute;
  const tooFew = hexToRgb(tooFewHatch(monochrome).ground);
  let any = false;
  for (let i = 0; i < positions.length; i += 3) {
    const under: Point3 = [
      positions[i]! - UNDER_CAPSULE_MM * normals[i]!,
      positions[i + 1]! - UNDER_CAPSULE_MM * normals[i + 1]!,
      positions[i + 2]! - UNDER_CAPSULE_MM * normals[i + 2]!,
    ];
    const reading = readField(field, t, under);
    tints.setXYZ(i / 3, ...(reading ? riskRgb(reading.value, monochrome) : tooFew));
    sparse.setX(i / 3, reading ? 0 : 1);
    any ||= !reading;
  }
  tints.needsUpdate = true;
  sparse.needsUpdate = true;
  return any;
}

/** The field at a point of the shown gland; null where too few cases stand behind it or it lies beyond the field. */
export function readField(
  field: RiskField,
  t: Template,
  point: Point3,
): { value: number; behind: number } | null {
  return t.shape(...point) > BEYOND_MM ? null : fieldAt(field, point);
}
