import type { Pole, Side } from '../../app/case/patientCase.ts';
import { lobeFrame, lobeHalfHeight } from './shape.ts';
import type { Point3, Template } from './template.ts';

/** A part of the gland as surgeons name it. The isthmus has no finer parts. */
export type Region = {
  readonly side: Side;
  readonly pole: Pole;
  readonly across: 'medial' | 'lateral';
  readonly depth: 'anterior' | 'posterior';
};

/** The regions that counts and intervals are given for: both lobes by third and by medial or lateral, and the isthmus. */
export const REGION_IDS = [
  'rightUpperLateral',
  'rightUpperMedial',
  'rightMiddleLateral',
  'rightMiddleMedial',
  'rightLowerLateral',
  'rightLowerMedial',
  'isthmus',
  'leftUpperMedial',
  'leftUpperLateral',
  'leftMiddleMedial',
  'leftMiddleLateral',
  'leftLowerMedial',
  'leftLowerLateral',
] as const;
export type RegionId = (typeof REGION_IDS)[number];

/** The region of the table that a fine region belongs to. */
export function regionId(region: Region): RegionId {
  if (region.side === 'isthmus') return 'isthmus';
  const pole = { upper: 'Upper', middle: 'Middle', lower: 'Lower' }[region.pole];
  const across = region.across === 'medial' ? 'Medial' : 'Lateral';
  return `${region.side}${pole}${across}` as RegionId;
}

/** Which third of a lobe a height is in: thirds of the lobe's own height. */
export function poleAt(t: Template, side: 'left' | 'right', y: number): Pole {
  const level = y / lobeHalfHeight(t.dimensions, side);
  return level < -1 / 3 ? 'lower' : level < 1 / 3 ? 'middle' : 'upper';
}

/**
 * Names the region at a point of the template (which need not lie inside the gland: the nearest part is named).
 * The isthmus is what lies before the trachea: within most of the trachea's width and in front of its centre.
 * Medial and lateral, anterior and posterior are sides of the lobe's own axis.
 */
export function regionAt(t: Template, point: Point3): Region {
  const [x, y, z] = point;
  const { dimensions: d } = t;
  const side = x > 0 ? 'left' : 'right';
  const pole = poleAt(t, side, y);
  if (Math.abs(x) < isthmusHalfWidth(t) && z > 0) {
    return { side: 'isthmus', pole, across: 'medial', depth: 'anterior' };
  }
  const { lateral, forward } = lobeFrame(d, side, x, y, z);
  return {
    side,
    pole,
    across: lateral > 0 ? 'lateral' : 'medial',
    depth: forward > 0 ? 'anterior' : 'posterior',
  };
}

/** How far the isthmus reaches from the midline to each side, mm. */
export function isthmusHalfWidth(t: Template): number {
  return t.dimensions.tracheaRadius * 0.85;
}
