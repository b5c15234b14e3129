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
import type { RiskField } from '../../atlas/riskField/field.ts';
import type { Point3, Template } from '../../atlas/template/template.ts';
import { readField } from './bodies.ts';
import { CUTS, type Cut } from './cutPlane.names.ts';
import { hexToRgb, riskRgb } from './riskColours.ts';
import { tooFewHatch } from './tooFew.ts';

const TEXELS = 200;
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

/** A line on the cut face at a depth under the capsule, mm of the template. */
export type DepthLine = {
  readonly depthMm: number;
  readonly colour: string;
  readonly depth: (x: number, y: number, z: number) => number;
};
/** Half its width, and how softly it ends, mm. */
const LINE_MM = { half: 0.2, soft: 0.2 } as const;
/** Over this the depth's slope is taken, mm. */
const SLOPE_MM = 0.4;
/** Texels of the hatch's period and of its stripe. */
const HATCH_TEXELS = { period: 8, stripe: 3 } as const;

/** The cut face: the field itself on the plane, see-through outside the gland. */
export function cutFace(
  cut: Cut,
  t: Template,
  field: RiskField,
  monochrome: boolean,
  line: DepthLine | null,
): Mesh {
  const axis = CUTS[cut.name];
  const u = ((axis + 1) % 3) as 0 | 1 | 2;
  const v = ((axis + 2) % 3) as 0 | 1 | 2;
  const { min, max } = t.box;
  const at = cutAt(cut, t);
  const data = new Uint8Array(TEXELS * TEXELS * 4);
  const hatch = tooFewHatch(monochrome);
  const ground = hexToRgb(hatch.ground);
  const stripe = hexToRgb(hatch.stripe);
  const lineRgb = line && hexToRgb(line.colour);
  for (let j = 0; j < TEXELS; j++)
    for (let i = 0; i < TEXELS; i++) {
      const point = [0, 0, 0] as [number, number, number];
      point[axis] = at;
      point[u] = min[u] + ((i + 0.5) / TEXELS) * (max[u] - min[u]);
      point[v] = min[v] + ((j + 0.5) / TEXELS) * (max[v] - min[v]);
      const outside = t.shape(...point);
      if (outside > EDGE_MM) continue;
      const reading = readField(field, t, point as Point3);
      const sparse = (i + j) % HATCH_TEXELS.period < HATCH_TEXELS.stripe ? stripe : ground;
      const base = reading ? riskRgb(reading.value, monochrome) : sparse;
      const ink = line && outside < 0 ? inkOf(line, point, axis) : 0;
      const rgb = ink > 0 ? base.map((c, a) => c + ink * (lineRgb![a]! - c)) : base;
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

/**
 * How much of the line's colour a point of the face takes, 0 to 1: by its distance from the line within the face,
 * so that the line is as wide where the capsule lies aslant under the cut.
 */
function inkOf(line: DepthLine, point: readonly [number, number, number], axis: 0 | 1 | 2): number {
  const off = Math.abs(line.depth(...point) - line.depthMm);
  if (off > LINE_MM.half + LINE_MM.soft) return 0;
  const slope = Math.hypot(
    ...([0, 1, 2] as const).map((a) => {
      if (a === axis) return 0;
      const beside: [number, number, number] = [...point];
      const before: [number, number, number] = [...point];
      beside[a] += SLOPE_MM;
      before[a] -= SLOPE_MM;
      return (line.depth(...beside) - line.depth(...before)) / (2 * SLOPE_MM);
    }),
  );
  const across = off / Math.max(0.15, slope);
  return Math.max(0, Math.min(1, (LINE_MM.half + LINE_MM.soft - across) / LINE_MM.soft));
}
