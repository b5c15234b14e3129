/** Deletion and insertion curves (Petsiuk et al. 2018, "RISE"): what is left of the answer while parts go or come. */

/** Places of an order, most important first; equal values keep their place, so a flat map is in reading order. */
export function mostImportantFirst(values: ArrayLike<number>): number[] {
  return Array.from({ length: values.length }, (_, i) => i).sort((a, b) => values[b]! - values[a]! || a - b);
}

/**
 * The sets of parts that are kept along a deletion curve (the first parts of the order gone) or an insertion curve
 * (only they are there), without both ends.
 *
 * @param steps the curve has steps + 1 points at equal distances
 */
export function keptAlong(order: readonly number[], steps: number, way: 'deletion' | 'insertion') {
  return Array.from({ length: steps - 1 }, (_, k) => {
    const count = Math.round(((k + 1) / steps) * order.length);
    return new Set(way === 'deletion' ? order.slice(count) : order.slice(0, count));
  });
}

/** Area under points at equal distances over 0..1 (trapezium rule). */
export function areaUnder(points: readonly number[]): number {
  const inner = points.slice(1, -1).reduce((sum, v) => sum + v, 0);
  return (inner + (points[0]! + points.at(-1)!) / 2) / (points.length - 1);
}
