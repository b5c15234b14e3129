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

/**
 * One lobe: an ellipsoid whose cross-section shrinks toward the apex, leans laterally and is turned about the long
 * axis. `toLateral` is +1 for the left lobe and −1 for the right.
 */
function lobe(d: GlandDimensions, toLateral: 1 | -1): Implicit {
  const size = toLateral < 0 ? d.rightOverLeft : 1 / d.rightOverLeft;
  const halfHeight = (d.lobeHeight / 2) * Math.cbrt(size);
  const halfWidth = (d.lobeWidth / 2) * Math.cbrt(size);
  const halfDepth = (d.lobeDepth / 2) * Math.cbrt(size);
  const turn = (d.lobeTurnDegrees * Math.PI) / 180;
  const cos = Math.cos(turn);
  const sin = Math.sin(turn);
  return (x, y, z) => {
    const s = y / halfHeight;
    const level = Math.max(-1.4, Math.min(1.4, s));
    // fullest a little below half height; a superellipse in height keeps the lower pole blunt
    const taper = 1 + 0.06 - d.lobeTaper * (0.5 * level + 0.25 * level * level * (level > 0 ? 0.6 : 0.2));
    const lateral = x * toLateral - (d.lobeFromMidline + (d.lobeDivergence / 2) * level);
    const forward = z + d.lobeBehindTrachea - (d.lobeForwardTilt / 2) * level;
    const u = (lateral * cos + forward * sin) / (halfWidth * taper);
    const v = (-lateral * sin + forward * cos) / (halfDepth * taper);
    const k0 = Math.hypot(u, v, s);
    if (k0 < 1e-6) return -halfWidth;
    const k1 = Math.hypot(u / (halfWidth * taper), v / (halfDepth * taper), s / halfHeight);
    return (k0 * (k0 - 1)) / k1;
  };
}

/** The isthmus: a slab bent round the front of the trachea, from lobe to lobe. */
function isthmus(d: GlandDimensions): Implicit {
  const radius = d.tracheaRadius + d.isthmusThickness / 2;
  const halfThickness = d.isthmusThickness / 2;
  const reach = 1.25; // radians each side: where the slab has sunk into the lobes
  return (x, y, z) => {
    const angle = Math.atan2(x, z);
    const arc = Math.max(Math.abs(angle) - reach, 0) * radius;
    const radial = Math.hypot(x, z) - radius;
    // the upper border is hollowed between the lobes, the lower one nearly straight
    const rise =
      (d.isthmusHeight / 2) * (0.86 + 0.3 * angle * angle * (y > -d.isthmusBelowMiddle ? 1 : 0.25));
    const up = (y + d.isthmusBelowMiddle) / rise;
    const through = radial / halfThickness;
    const k0 = Math.hypot(through, up, arc / halfThickness);
    if (k0 < 1e-6) return -halfThickness;
    const k1 = Math.hypot(through / halfThickness, up / rise, arc / halfThickness ** 2);
    return (k0 * (k0 - 1)) / k1;
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
  const left = lobe(d, 1);
  const right = lobe(d, -1);
  const bridge = isthmus(d);
  const pyramid = d.pyramidalLobeHeight > 0 ? pyramidalLobe(d) : null;
  return (x, y, z) => {
    let value = joined(x > 0 ? left(x, y, z) : right(x, y, z), bridge(x, y, z), 5);
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
