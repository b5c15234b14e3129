import {
  DataTexture,
  DoubleSide,
  LinearFilter,
  Mesh,
  MeshBasicMaterial,
  PlaneGeometry,
  RGBAFormat,
  Vector4,
} from 'three';
import { fieldAt, type RiskField } from '../../atlas/riskField/field.ts';
import type { Point3, Template } from '../../atlas/template/template.ts';
import { CUTS, type Cut } from './cutPlane.names.ts';
import { hexToRgb, riskRgb, TOO_FEW_COLOUR } from './riskColours.ts';

const TEXELS = 160;
/** Over this distance from the capsule the cut face's opacity falls, mm. */
const EDGE_MM = 1;

/** Where a cut stands along its axis, mm. */
export function cutAt(cut: Cut, t: Template): number {
  const axis = CUTS[cut.name];
  return t.box.min[axis] + cut.share * (t.box.max[axis] - t.box.min[axis]);
}

/** The plane for the shader: points with dot(p, xyz) > w are taken away. */
export function cutVector(cut: Cut, t: Template): Vector4 {
  const normal = [0, 0, 0];
  normal[CUTS[cut.name]] = 1;
  return new Vector4(normal[0], normal[1], normal[2], cutAt(cut, t));
}

/** The cut face: the field itself on the plane, see-through outside the gland. */
export function cutFace(cut: Cut, t: Template, field: RiskField, monochrome: boolean): Mesh {
  const axis = CUTS[cut.name];
  const u = ((axis + 1) % 3) as 0 | 1 | 2;
  const v = ((axis + 2) % 3) as 0 | 1 | 2;
  const { min, max } = t.box;
  const at = cutAt(cut, t);
  const data = new Uint8Array(TEXELS * TEXELS * 4);
  const tooFew = hexToRgb(TOO_FEW_COLOUR);
  for (let j = 0; j < TEXELS; j++)
    for (let i = 0; i < TEXELS; i++) {
      const point = [0, 0, 0] as [number, number, number];
      point[axis] = at;
      point[u] = min[u] + ((i + 0.5) / TEXELS) * (max[u] - min[u]);
      point[v] = min[v] + ((j + 0.5) / TEXELS) * (max[v] - min[v]);
      const outside = t.shape(...point);
      if (outside > EDGE_MM) continue;
      const reading = fieldAt(field, point as Point3);
      const rgb = reading ? riskRgb(reading.value, monochrome) : tooFew;
      // opacity crosses one half at the capsule: with linear filtering the face gets a smooth edge
      const alpha = 0.5 - outside / (2 * EDGE_MM);
      data.set([...rgb.map((c) => c * 255), Math.max(0, Math.min(1, alpha)) * 255], 4 * (i + TEXELS * j));
    }
  const texture = new DataTexture(data, TEXELS, TEXELS, RGBAFormat);
  texture.magFilter = LinearFilter;
  texture.minFilter = LinearFilter;
  texture.needsUpdate = true;
  const geometry = new PlaneGeometry(1, 1);
  const position = geometry.getAttribute('position');
  for (let i = 0; i < position.count; i++) {
    const point = [0, 0, 0];
    point[axis] = at;
    point[u] = min[u] + (position.getX(i) + 0.5) * (max[u] - min[u]);
    point[v] = min[v] + (position.getY(i) + 0.5) * (max[v] - min[v]);
    position.setXYZ(i, point[0]!, point[1]!, point[2]!);
  }
  const material = new MeshBasicMaterial({
    map: texture,
    alphaTest: 0.5,
    side: DoubleSide,
    toneMapped: false,
  });
  return new Mesh(geometry, material);
}
