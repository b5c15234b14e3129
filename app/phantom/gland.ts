import type { Anatomy } from './anatomy.ts';
import { ellipsoidDistance, smoothIntersection, smoothUnion } from './shapes.ts';

/** Distance in mm to a body in space; negative inside. Coordinates as in `Anatomy`. */
export type Distance = (x: number, s: number, d: number) => number;

/** Centre of a lobe's cross-section at height `s`, on the side of `sign` (+1 left, −1 right). */
export function lobeCentre(anatomy: Anatomy, sign: number, s: number): { x: number; d: number } {
  const { lobe } = anatomy;
  return { x: sign * (lobe.offset + 0.05 * s), d: lobe.depth + 0.05 * s };
}

/** The gland without its nodules: two lobes lying on the trachea, joined by the isthmus. */
export function glandDistance(anatomy: Anatomy): Distance {
  const { lobe, isthmus, trachea, carotid } = anatomy;
  const slab = trachea.radius + 0.6 + isthmus.thickness / 2;
  return (x, s, d) => {
    const sign = x < 0 ? -1 : 1;
    const centre = lobeCentre(anatomy, sign, s);
    // The upper pole is the slimmer one.
    const slim = 1 + 0.16 * Math.min(1, Math.max(-1, s / lobe.semiS));
    let body = ellipsoidDistance(
      (x - centre.x) * slim,
      s,
      (d - centre.d) * slim,
      lobe.semiX,
      lobe.semiS,
      lobe.semiD,
    );
    const toAxis = Math.hypot(x, d - trachea.depth);
    const bridge = smoothIntersection(
      Math.abs(toAxis - slab) - isthmus.thickness / 2,
      Math.max(Math.abs(s - isthmus.s) - isthmus.semiS, d - trachea.depth + 3),
      2,
    );
    body = smoothUnion(body, bridge, 4);
    const toCarotid = Math.hypot(Math.abs(x) - carotid.x, d - carotid.d) - carotid.radius - 1.1;
    body = smoothIntersection(body, -toCarotid, 2);
    return smoothIntersection(body, trachea.radius + 0.6 - toAxis, 1);
  };
}
