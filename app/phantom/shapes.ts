/** Signed distances in mm (negative inside) and the ways to join them. */

/**
 * Signed distance to an axis-aligned ellipsoid at the origin; exact on the surface and on spheres,
 * first-order elsewhere (Quilez, "ellipsoid distance", 2008).
 */
export function ellipsoidDistance(
  x: number,
  y: number,
  z: number,
  semiX: number,
  semiY: number,
  semiZ: number,
): number {
  const ux = x / semiX;
  const uy = y / semiY;
  const uz = z / semiZ;
  const k0 = Math.sqrt(ux * ux + uy * uy + uz * uz);
  if (k0 < 1e-6) return -Math.min(semiX, semiY, semiZ);
  const vx = ux / semiX;
  const vy = uy / semiY;
  const vz = uz / semiZ;
  return (k0 * (k0 - 1)) / Math.sqrt(vx * vx + vy * vy + vz * vz);
}

/** The same for an ellipse. */
export function ellipseDistance(x: number, y: number, semiX: number, semiY: number): number {
  return ellipsoidDistance(x, y, 0, semiX, semiY, 1);
}

/** Union with a fillet of about `radiusMm` (Quilez, polynomial smooth minimum). */
export function smoothUnion(a: number, b: number, radiusMm: number): number {
  const h = Math.max(radiusMm - Math.abs(a - b), 0) / radiusMm;
  return Math.min(a, b) - h * h * radiusMm * 0.25;
}

/** Intersection with a rounded edge. */
export function smoothIntersection(a: number, b: number, radiusMm: number): number {
  return -smoothUnion(-a, -b, radiusMm);
}

/** 0 below `low`, 1 above `high`, smooth between. */
export function smoothStep(low: number, high: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - low) / (high - low)));
  return t * t * (3 - 2 * t);
}
