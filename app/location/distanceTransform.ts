/**
 * Exact squared Euclidean distance from every pixel to the nearest site, in linear time.
 *
 * Meijster, Roerdink and Hesselink, "A general algorithm for computing distance transforms in linear
 * time" (2000): two vertical sweeps, then the lower envelope of parabolas along each row. Integers
 * throughout, so the result is exact.
 *
 * @param sites width × height, row-major; non-zero marks a site
 * @returns squared distances in px², row-major; `NO_SITE` everywhere when there is no site
 */
export function squaredDistanceToSites(sites: Uint8Array, width: number, height: number): Int32Array {
  const vertical = verticalDistances(sites, width, height);
  const squared = new Int32Array(width * height);
  const rowSquares = new Float64Array(width);
  const apex = new Int32Array(width);
  const from = new Int32Array(width);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < width; x++) rowSquares[x] = vertical[row + x]! * vertical[row + x]!;
    let top = 0;
    apex[0] = 0;
    from[0] = 0;
    for (let x = 1; x < width; x++) {
      const here = rowSquares[x]!;
      while (top >= 0) {
        const start = from[top]!;
        const a = apex[top]!;
        if ((start - a) * (start - a) + rowSquares[a]! <= (start - x) * (start - x) + here) break;
        top--;
      }
      if (top < 0) {
        top = 0;
        apex[0] = x;
      } else {
        const a = apex[top]!;
        const meeting = 1 + Math.floor((x * x - a * a + here - rowSquares[a]!) / (2 * (x - a)));
        if (meeting < width) {
          top++;
          apex[top] = x;
          from[top] = meeting;
        }
      }
    }
    for (let x = width - 1; x >= 0; x--) {
      const a = apex[top]!;
      const value = (x - a) * (x - a) + rowSquares[a]!;
      squared[row + x] = Math.min(value, NO_SITE);
      if (x === from[top]) top--;
    }
  }
  return squared;
}

/** Stands for "no site anywhere"; larger than any squared distance in a 20,000 px frame. */
export const NO_SITE = 2_000_000_000;

/** Larger than any column; squared it still exceeds NO_SITE, and sums of it stay exact in float64. */
const FAR = 100_000;

function verticalDistances(sites: Uint8Array, width: number, height: number): Int32Array {
  const distance = new Int32Array(width * height);
  for (let x = 0; x < width; x++) distance[x] = sites[x] ? 0 : FAR;
  for (let i = width; i < distance.length; i++) {
    if (sites[i]) continue;
    const above = distance[i - width]!;
    distance[i] = above >= FAR ? FAR : above + 1;
  }
  for (let i = distance.length - width - 1; i >= 0; i--) {
    const below = distance[i + width]! + 1;
    if (below < distance[i]!) distance[i] = below;
  }
  return distance;
}

/**
 * Euclidean distance from every pixel to the nearest site, px; Infinity where there is no site.
 * Same result as `scipy.ndimage.distance_transform_edt(1 - sites)`.
 */
export function distanceToSites(sites: Uint8Array, width: number, height: number): Float64Array {
  const squared = squaredDistanceToSites(sites, width, height);
  const distance = new Float64Array(squared.length);
  for (let i = 0; i < squared.length; i++) {
    distance[i] = squared[i] === NO_SITE ? Number.POSITIVE_INFINITY : Math.sqrt(squared[i]!);
  }
  return distance;
}
