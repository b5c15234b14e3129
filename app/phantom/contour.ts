/** Where a sampled distance field crosses zero, and how far two such outlines are apart. */

export type Field = {
  readonly width: number;
  readonly height: number;
  /** Signed distance at each sample, mm, row-major. */
  readonly values: Float32Array;
  readonly stepMm: number;
};

/** Crossing points along grid edges, linearly interpolated, as x0, y0, x1, y1, … in mm from sample (0, 0). */
export function outlinePoints(field: Field): Float64Array {
  const { width, height, values, stepMm } = field;
  const points: number[] = [];
  for (let row = 0; row < height; row++) {
    for (let col = 0; col < width; col++) {
      const i = row * width + col;
      const here = values[i];
      if (col + 1 < width && here < 0 !== values[i + 1] < 0) {
        points.push((col + here / (here - values[i + 1])) * stepMm, row * stepMm);
      }
      if (row + 1 < height && here < 0 !== values[i + width] < 0) {
        points.push(col * stepMm, (row + here / (here - values[i + width])) * stepMm);
      }
    }
  }
  return Float64Array.from(points);
}

/**
 * Shortest way from the inner outline to the outer one, mm; null where either is absent.
 * Negative where the inner body reaches outside the outer one: minus the farthest protrusion.
 */
export function gapMm(inner: Field, outer: Field): number | null {
  const a = outlinePoints(inner);
  const b = outlinePoints(outer);
  if (a.length === 0 || b.length === 0) return null;
  let nearest = Number.POSITIVE_INFINITY;
  let protrusion = 0;
  for (let i = 0; i < a.length; i += 2) {
    const outside = bilinear(outer, a[i] / outer.stepMm, a[i + 1] / outer.stepMm) > 0;
    let best = Number.POSITIVE_INFINITY;
    for (let j = 0; j < b.length; j += 2) {
      const dx = a[i] - b[j];
      const dy = a[i + 1] - b[j + 1];
      const square = dx * dx + dy * dy;
      if (square < best) best = square;
    }
    const distance = Math.sqrt(best);
    if (outside) protrusion = Math.max(protrusion, distance);
    if (distance < nearest) nearest = distance;
  }
  return protrusion > 0 ? -protrusion : nearest;
}

function bilinear(field: Field, x: number, y: number): number {
  const x0 = Math.min(field.width - 2, Math.floor(x));
  const y0 = Math.min(field.height - 2, Math.floor(y));
  const fx = x - x0;
  const fy = y - y0;
  const i = y0 * field.width + x0;
  const top = field.values[i] * (1 - fx) + field.values[i + 1] * fx;
  const bottom = field.values[i + field.width] * (1 - fx) + field.values[i + field.width + 1] * fx;
  return top * (1 - fy) + bottom * fy;
}
