import type { GlandDimensions } from './dimensions.ts';
import { lobeHalfHeight } from './shape.ts';
import type { SurfaceMesh } from './surfaceNets.ts';
import type { Point3 } from './template.ts';
import { withNormals } from './triangleNormals.ts';

/**
 * The gland's neighbours as quiet context: trachea with its rings, cricoid and thyroid cartilage (the larynx's
 * outline), and both common carotid arteries. Schematic: sizes and places from the gland's own dimensions and
 * from published means, no shape claimed beyond that.
 *
 * Sources: isthmus before the second to fourth ring, rings about 4 mm apart, lobes up to the oblique line of the
 * thyroid cartilage, carotid along the lobe's posterolateral border (Gray's Anatomy, 41st ed., ch. 29); common
 * carotid 6.1 mm (women) and 6.5 mm (men) wide (Krejza et al., Stroke 2006;37:1103).
 */
export function neighbours(d: GlandDimensions): SurfaceMesh {
  return merged([trachea(d), cricoid(d), thyroidCartilage(d), carotid(d, 1), carotid(d, -1)]);
}

const AROUND = 40;
const RING_MM = 4;

/** A tube about a path, with a radius and a covered angle at each level. */
function tube(
  levels: readonly { centre: Point3; radius: number; depth?: number }[],
  from = 0,
  to = 2 * Math.PI,
): SurfaceMesh {
  const positions: number[] = [];
  const indices: number[] = [];
  levels.forEach(({ centre, radius, depth }, row) => {
    for (let i = 0; i <= AROUND; i++) {
      const angle = from + ((to - from) * i) / AROUND;
      positions.push(
        centre[0] + radius * Math.sin(angle),
        centre[1],
        centre[2] + (depth ?? radius) * Math.cos(angle),
      );
      if (row === 0 || i === AROUND) continue;
      const here = row * (AROUND + 1) + i;
      const below = here - AROUND - 1;
      indices.push(below, below + 1, here, below + 1, here + 1, here);
    }
  });
  return withNormals(positions, indices);
}

/** From below the gland to the cricoid; the rings are open behind, where the wall is flat. */
function trachea(d: GlandDimensions): SurfaceMesh {
  const outer = d.tracheaRadius * 0.96;
  const top = cricoidBottom(d);
  const levels = [];
  for (let y = -lobeHalfHeight(d, 'right') - 14; y <= top; y += RING_MM / 8) {
    const ring = 0.5 + 0.5 * Math.cos((2 * Math.PI * (y - top)) / RING_MM);
    levels.push({ centre: [0, y, 0] as Point3, radius: outer - 0.7 * (1 - ring) });
  }
  return tube(levels, -2.3, 2.3);
}

function cricoidBottom(d: GlandDimensions): number {
  return -d.isthmusBelowMiddle + d.isthmusHeight / 2 + RING_MM;
}

function cricoid(d: GlandDimensions): SurfaceMesh {
  const bottom = cricoidBottom(d) + 0.8;
  const radius = d.tracheaRadius * 0.99;
  const levels = [0, 0.5, 1, 2, 3, 4, 5, 5.5, 6].map((up) => ({
    centre: [0, bottom + up, 0] as Point3,
    radius: radius + 0.7 * Math.sin((Math.PI * up) / 6),
  }));
  return tube(levels);
}

/**
 * The thyroid cartilage: a shield open behind, pointed in front (the prominence), notched above at the midline.
 */
function thyroidCartilage(d: GlandDimensions): SurfaceMesh {
  const bottom = cricoidBottom(d) + 10;
  const height = 24;
  const radius = d.tracheaRadius * 1.3;
  const open = 2.0; // radians each side of the front
  const rows = 14;
  const positions: number[] = [];
  const indices: number[] = [];
  for (let r = 0; r <= rows; r++)
    for (let i = 0; i <= AROUND; i++) {
      const angle = open * ((2 * i) / AROUND - 1);
      const front = Math.exp(-((angle / 0.4) ** 2));
      const up = r / rows;
      const low = bottom - 1.5 * (angle / open) ** 2;
      const high = bottom + height - 8 * front + 2 * (angle / open) ** 2;
      const out = radius * (0.94 + 0.1 * up) + 4 * front * up;
      positions.push(out * Math.sin(angle), low + up * (high - low), out * Math.cos(angle));
      if (r === 0 || i === AROUND) continue;
      const here = r * (AROUND + 1) + i;
      const below = here - AROUND - 1;
      indices.push(below, below + 1, here, below + 1, here + 1, here);
    }
  return withNormals(positions, indices);
}

function carotid(d: GlandDimensions, toLateral: 1 | -1): SurfaceMesh {
  const half = lobeHalfHeight(d, 'right');
  const outside = d.lobeFromMidline + d.lobeWidth / 2 + 3.4;
  const levels = [];
  for (let y = -half - 14; y <= half + 8; y += 2) {
    const lean = (d.lobeDivergence / 2) * Math.tanh(y / half) * 0.8;
    levels.push({
      centre: [toLateral * (outside + lean), y, -d.lobeBehindTrachea - 6] as Point3,
      radius: 3.15,
    });
  }
  return tube(levels);
}

function merged(parts: readonly SurfaceMesh[]): SurfaceMesh {
  const values = parts.reduce((sum, part) => sum + part.positions.length, 0);
  const positions = new Float32Array(values);
  const normals = new Float32Array(values);
  const indices = new Uint32Array(parts.reduce((sum, part) => sum + part.indices.length, 0));
  let offset = 0;
  let first = 0;
  for (const part of parts) {
    positions.set(part.positions, offset);
    normals.set(part.normals, offset);
    for (let i = 0; i < part.indices.length; i++) indices[first + i] = part.indices[i]! + offset / 3;
    offset += part.positions.length;
    first += part.indices.length;
  }
  return { positions, normals, indices };
}
