import type { Pole, Side } from '../../app/case/patientCase.ts';
import { lobeHeightSpan, lobeSpan } from './sections.ts';
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
  const span = lobeHeightSpan(t, side);
  const share = (y - span.from) / (span.to - span.from);
  return share < 1 / 3 ? 'lower' : share < 2 / 3 ? 'middle' : 'upper';
}

/**
 * Names the region at a point of the template (which need not lie inside the gland: the nearest part is named).
 * The isthmus is what lies before the trachea: within the trachea's width and in front of its centre.
 */
export function regionAt(t: Template, point: Point3): Region {
  const [x, y, z] = point;
  const { dimensions: d } = t;
  const half: 'left' | 'right' = x > 0 ? 'left' : 'right';
  const pole = poleAt(t, half, y);
  const middleZ = -d.lobeBehindTrachea + (d.lobeForwardTilt / 2) * (y / (d.lobeHeight / 2));
  const depth = z > middleZ ? 'anterior' : 'posterior';
  const isIsthmus = Math.abs(x) < d.tracheaRadius * 0.85 && z > 0;
  if (isIsthmus) return { side: 'isthmus', pole, across: 'medial', depth: 'anterior' };
  const span = spanAt(t, half, y);
  const middle = (span.from + span.to) / 2;
  return { side: half, pole, across: Math.abs(x) > Math.abs(middle) ? 'lateral' : 'medial', depth };
}

const spans = new WeakMap<Template, Map<string, { from: number; to: number }>>();

/** `lobeSpan` remembered per millimetre of height, and kept to the lobe's ends beyond them. */
function spanAt(t: Template, side: 'left' | 'right', y: number): { from: number; to: number } {
  let known = spans.get(t);
  if (!known) {
    known = new Map();
    spans.set(t, known);
  }
  const height = lobeHeightSpan(t, side);
  const level = Math.round(Math.max(height.from + 1, Math.min(height.to - 1, y)));
  const key = `${side}${level}`;
  let span = known.get(key);
  if (!span) {
    const middle = (side === 'left' ? 1 : -1) * t.dimensions.lobeFromMidline;
    span = lobeSpan(t, side, level) ?? { from: middle, to: middle };
    known.set(key, span);
  }
  return span;
}
