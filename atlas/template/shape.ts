import type { GlandDimensions } from './dimensions.ts';

/**
 * The gland as an implicit function: negative inside, about millimetres near the surface.
 *
 * Frame of the whole atlas, right-handed, millimetres: x to the patient's LEFT, y superior, z anterior; the origin
 * is the trachea's centre at the lobes' half height. Seen from the front (camera on +z) the patient's right lobe
 * is on the viewer's left, as in a transverse ultrasound frame.
 */
export type Implicit = (x: number, y: number, z: number) => number;

/** Smooth minimum (polynomial, C1): joins two bodies with a fillet of about `k` mm. */
function joined(a: number, b: number, k: number): number {
  const h = Math.max(k - Math.abs(a - b), 0) / k;
  return Math.min(a, b) - h * h * k * 0.25;
}

/** Smooth maximum: cuts body `a` by `b` with an edge rounded over about `k` mm. */
function cut(a: number, b: number, k: number): number {
  return -joined(-a, -b, k);
}

/** A point seen from a lobe's own axis. */
export type LobeFrame = {
  /** −1 at the lower pole, 1 at the upper pole. */
  readonly level: number;
  /** From the axis to the lateral (positive) or medial border, in shares of the half-width there. */
  readonly lateral: number;
  /** From the axis to the anterior (positive) or posterior border, in shares of the half-depth there. */
  readonly forward: number;
  readonly halfWidth: number;
  readonly halfDepth: number;
};

/** A lobe's overall size over the template's: the right one is the larger. */
function lobeScale(d: GlandDimensions, side: 'left' | 'right'): number {
  return (side === 'right' ? d.rightOverLeft : 1 / d.rightOverLeft) ** (1 / 6);
}

/** Half the height of a lobe, mm; it reaches as far above y = 0 as below. */
export function lobeHalfHeight(d: GlandDimensions, side: 'left' | 'right'): number {
  return (d.lobeHeight / 2) * lobeScale(d, side);
}

/**
 * The lobe's coordinates of a point. The cross-section shrinks toward the apex, leans laterally and is turned
 * about the long axis; it is fullest below half height, and the lower pole stays blunt.
 */
export function lobeFrame(
  d: GlandDimensions,
  side: 'left' | 'right',
  x: number,
  y: number,
  z: number,
): LobeFrame {
  return frameOf(d, side, lobeScale(d, side), x, y, z);
}

/** `lobeFrame` with the lobe's scale at hand: the meshing calls it some hundred thousand times. */
function frameOf(
  d: GlandDimensions,
  side: 'left' | 'right',
  scale: number,
  x: number,
  y: number,
  z: number,
): LobeFrame {
  const level = y / ((d.lobeHeight / 2) * scale);
  const bounded = Math.max(-1.4, Math.min(1.4, level));
  const taper = 1.06 - d.lobeTaper * (0.5 * bounded + (bounded > 0 ? 0.15 : 0.05) * bounded * bounded);
  const halfWidth = (d.lobeWidth / 2) * scale * taper;
  const halfDepth = (d.lobeDepth / 2) * scale * taper;
  const outward = (side === 'left' ? x : -x) - (d.lobeFromMidline + (d.lobeDivergence / 2) * bounded);
  const onward = z + d.lobeBehindTrachea - (d.lobeForwardTilt / 2) * bounded;
  const turn = (d.lobeTurnDegrees * Math.PI) / 180;
  return {
    level,
    lateral: (outward * Math.cos(turn) + onward * Math.sin(turn)) / halfWidth,
    forward: (onward * Math.cos(turn) - outward * Math.sin(turn)) / halfDepth,
    halfWidth,
    halfDepth,
  };
}

/** One lobe: an ellipsoid in the lobe's coordinates, with the first-order distance k₀(k₀ − 1)/k₁. */
function lobe(d: GlandDimensions, side: 'left' | 'right'): Implicit {
  const halfHeight = lobeHalfHeight(d, side);
  const scale = lobeScale(d, side);
  return (x, y, z) => {
    const f = frameOf(d, side, scale, x, y, z);
    const k0 = Math.hypot(f.lateral, f.forward, f.level);
    if (k0 < 1e-6) return -f.halfWidth;
    const k1 = Math.hypot(f.lateral / f.halfWidth, f.forward / f.halfDepth, f.level / halfHeight);
    return (k0 * (k0 - 1)) / k1;
  };
}

/** The isthmus: a slab with round borders, bent round the front of the trachea from lobe to lobe. */
function isthmus(d: GlandDimensions): Implicit {
  const radius = d.tracheaRadius + d.isthmusThickness / 2;
  const halfThickness = d.isthmusThickness / 2;
  const reach = 1.25; // radians each side: where the slab has sunk into the lobes
  return (x, y, z) => {
    const angle = Math.atan2(x, z);
    const arc = Math.max(Math.abs(angle) - reach, 0) * radius;
    const radial = Math.hypot(x, z) - radius;
    const above = y + d.isthmusBelowMiddle;
    // the borders curve away from each other toward the lobes, the upper one more
    const flare = 0.9 + (above > 0 ? 0.3 : 0.16) * Math.min(angle * angle, reach * reach);
    const straight = Math.max(0, (d.isthmusHeight / 2) * flare - halfThickness);
    return Math.hypot(Math.max(Math.abs(above) - straight, 0), radial, arc) - halfThickness;
  };
}

/** The pyramidal lobe: a cone with a round tip, from the isthmus upward on the front of the larynx. */
function pyramidalLobe(d: GlandDimensions): Implicit {
  const bottom = -d.isthmusBelowMiddle;
  const height = d.isthmusHeight / 2 + d.pyramidalLobeHeight;
  const front = d.tracheaRadius + d.isthmusThickness / 2;
  const besideMidline = d.lobeFromMidline * 0.12;
  return (x, y, z) => {
    const t = Math.max(0, Math.min(1, (y - bottom) / height));
    const radius = d.isthmusThickness * (0.62 - 0.22 * t);
    return Math.hypot(x - besideMidline, y - (bottom + t * height), z - (front + t * t * 2)) - radius;
  };
}

/** The gland's implicit function for given dimensions. */
export function glandShape(d: GlandDimensions): Implicit {
  const left = lobe(d, 'left');
  const right = lobe(d, 'right');
  const bridge = isthmus(d);
  const pyramid = d.pyramidalLobeHeight > 0 ? pyramidalLobe(d) : null;
  return (x, y, z) => {
    let value = joined(x > 0 ? left(x, y, z) : right(x, y, z), bridge(x, y, z), 7);
    if (pyramid) value = joined(value, pyramid(x, y, z), 3);
    return cut(value, d.tracheaRadius - Math.hypot(x, z), 1.5);
  };
}

/** Outward unit normal of an implicit function by central differences. */
export function outwardNormal(f: Implicit, x: number, y: number, z: number): [number, number, number] {
  const h = 0.05;
  const gx = f(x + h, y, z) - f(x - h, y, z);
  const gy = f(x, y + h, z) - f(x, y - h, z);
  const gz = f(x, y, z + h) - f(x, y, z - h);
  const length = Math.hypot(gx, gy, gz) || 1;
  return [gx / length, gy / length, gz / length];
}
