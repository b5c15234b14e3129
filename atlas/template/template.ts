import type { Place } from '../place.types.ts';
import { type GlandDimensions, glandDimensions } from './dimensions.ts';
import { meshBox, meshOf } from './mesh.ts';
import { glandShape, type Implicit } from './shape.ts';
import type { Box3, SurfaceMesh } from './surfaceNets.ts';

/** A point of the template in millimetres: [to the patient's left, superior, anterior]. */
export type Point3 = readonly [number, number, number];

export type Template = {
  readonly dimensions: GlandDimensions;
  readonly shape: Implicit;
  readonly mesh: SurfaceMesh;
  /** The gland's own box, without a pyramidal lobe: what `Place` is measured in. */
  readonly box: Box3;
};

/** Cell size of the template's mesh; see the template check for what it costs in accuracy. */
export const MESH_STEP_MM = 1.2;

/** Builds a template from dimensions; about 0.2 s. */
export function buildTemplate(dimensions: GlandDimensions, step = MESH_STEP_MM): Template {
  const shape = glandShape(dimensions);
  const mesh = meshOf(shape, roomFor(dimensions), step);
  const box =
    dimensions.pyramidalLobeHeight > 0
      ? buildTemplate({ ...dimensions, pyramidalLobeHeight: 0 }, step).box
      : meshBox(mesh);
  return { dimensions, shape, mesh, box };
}

/** A box that holds the whole gland with room to spare, mm. */
export function roomFor(dimensions: GlandDimensions): Box3 {
  const d = dimensions;
  const wide = d.lobeFromMidline + d.lobeWidth + Math.abs(d.lobeDivergence) / 2 + 4;
  const high = d.lobeHeight / 2 + 4;
  const deep = d.lobeBehindTrachea + d.lobeDepth + Math.abs(d.lobeForwardTilt) / 2 + 4;
  const front = Math.max(deep - d.lobeBehindTrachea, d.tracheaRadius + d.isthmusThickness + 4);
  const top = Math.max(high, d.pyramidalLobeHeight + d.isthmusHeight / 2 - d.isthmusBelowMiddle + 4);
  return { min: [-wide, -high, -deep], max: [wide, top, front] };
}

let cached: Template | null = null;

/** The template of this version of the product: the one that places and the built-in field refer to. */
export function template(): Template {
  cached ??= buildTemplate(glandDimensions());
  return cached;
}

/** A place as a point of the template, mm. */
export function placeToPoint(place: Place, box: Box3 = template().box): Point3 {
  const { min, max } = box;
  return [
    min[0] + place.rightToLeft * (max[0] - min[0]),
    min[1] + place.inferiorToSuperior * (max[1] - min[1]),
    max[2] - place.anteriorToPosterior * (max[2] - min[2]),
  ];
}

/** The inverse of `placeToPoint`, clamped to the gland's box. */
export function pointToPlace(point: Point3, box: Box3 = template().box): Place {
  const share = (axis: 0 | 1 | 2) =>
    Math.max(0, Math.min(1, (point[axis] - box.min[axis]) / (box.max[axis] - box.min[axis])));
  return {
    rightToLeft: share(0),
    inferiorToSuperior: share(1),
    anteriorToPosterior: 1 - share(2),
  };
}
