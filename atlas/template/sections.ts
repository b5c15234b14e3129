import { lobeHalfHeight } from './shape.ts';
import type { Template } from './template.ts';

/** An interval along one axis, mm. */
export type Span = { readonly from: number; readonly to: number };

const SCAN_MM = 0.25;

/** The longest run of a scanned line that lies inside the gland; null where the line misses it. */
function longestInside(from: number, to: number, inside: (at: number) => boolean): Span | null {
  let best: Span | null = null;
  let start: number | null = null;
  for (let at = from; at <= to + SCAN_MM; at += SCAN_MM) {
    if (at <= to && inside(at)) start ??= at;
    else if (start !== null) {
      if (!best || at - SCAN_MM - start > best.to - best.from) best = { from: start, to: at - SCAN_MM };
      start = null;
    }
  }
  return best;
}

/**
 * How far one lobe reaches from medial to lateral at a height, as x of the template. The lobe ends medially where
 * the isthmus begins: at the trachea's side.
 *
 * @param y mm; null is returned above and below the lobe
 */
export function lobeSpan(t: Template, side: 'left' | 'right', y: number): Span | null {
  const sign = side === 'left' ? 1 : -1;
  const { min, max } = t.box;
  const reach = Math.max(-min[0], max[0]);
  const anyDepth = (x: number): boolean => {
    for (let z = min[2]; z <= max[2]; z += 1) if (t.shape(x * sign, y, z) < 0) return true;
    return false;
  };
  const span = longestInside(t.dimensions.tracheaRadius, reach, anyDepth);
  if (!span) return null;
  return sign > 0 ? span : { from: -span.to, to: -span.from };
}

/** How far the gland reaches from posterior to anterior at (x, y), as z of the template. */
export function depthSpan(t: Template, x: number, y: number): Span | null {
  return longestInside(t.box.min[2], t.box.max[2], (z) => t.shape(x, y, z) < 0);
}

/** How far a lobe reaches from inferior to superior, as y of the template. */
export function lobeHeightSpan(t: Template, side: 'left' | 'right'): Span {
  const half = lobeHalfHeight(t.dimensions, side);
  return { from: -half, to: half };
}

/** How far the isthmus reaches from inferior to superior on the midline, as y of the template. */
export function isthmusHeightSpan(t: Template): Span {
  const { dimensions: d } = t;
  const z = d.tracheaRadius + d.isthmusThickness / 2;
  const middle = -d.isthmusBelowMiddle;
  return (
    longestInside(middle - d.isthmusHeight, middle + d.isthmusHeight, (y) => t.shape(0, y, z) < 0) ?? {
      from: middle - d.isthmusHeight / 2,
      to: middle + d.isthmusHeight / 2,
    }
  );
}

/** The interval's point at a share of its length. */
export function along(span: Span, share: number): number {
  return span.from + Math.max(0, Math.min(1, share)) * (span.to - span.from);
}
