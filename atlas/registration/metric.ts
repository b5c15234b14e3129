/** What two images on one grid are compared by; always to be lowered. */
export type MetricName = 'mse' | 'mutualInformation';

/**
 * Compares `a` with `b` (same length): returns the value and, where `da` and `db` are given, writes its derivative
 * by each pixel of `a` and of `b` there.
 */
export type Metric = (a: Float64Array, b: Float64Array, da?: Float64Array, db?: Float64Array) => number;

/** Mean square error, LLNM-Net eq. 14: (1/N) Σ (a − b)². */
export const meanSquareError: Metric = (a, b, da, db) => {
  const n = a.length;
  const scale = 2 / n;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const difference = a[i]! - b[i]!;
    sum += difference * difference;
    if (da && db) {
      da[i] = scale * difference;
      db[i] = -scale * difference;
    }
  }
  return sum / n;
};

/**
 * Negative mutual information in nats, from a joint histogram smoothed by quadratic B-splines on both axes
 * (Mattes et al., IEEE Trans. Med. Imaging 22, 2003, eq. 6–10, here with the same spline for both images so that
 * the value does not depend on which comes first). The range of each image is set once, from `a` and `b` as they
 * are before any warping. The bins along each axis are the cube root of the number of pixels: with more, a few
 * pixels fill most of the joint histogram alone and images appear to inform one another by chance.
 */
export function negativeMutualInformation(
  a: Float64Array | Float32Array,
  b: Float64Array | Float32Array,
): Metric {
  const bins = Math.max(6, Math.round(Math.cbrt(a.length)));
  const [lowA, scaleA] = binning(a, bins);
  const [lowB, scaleB] = binning(b, bins);
  const joint = new Float64Array(bins * bins);
  const gain = new Float64Array(bins * bins);
  const inA = new Float64Array(bins);
  const inB = new Float64Array(bins);
  const wa = new Float64Array(3);
  const wb = new Float64Array(3);
  return (p, q, dp, dq) => {
    const n = p.length;
    joint.fill(0);
    for (let i = 0; i < n; i++) {
      const u = splines(scaleA * (p[i]! - lowA), bins, wa);
      const v = splines(scaleB * (q[i]! - lowB), bins, wb);
      for (let j = 0; j < 3; j++)
        for (let k = 0; k < 3; k++) {
          const at = (u + j) * bins + v + k;
          joint[at] = joint[at]! + wa[j]! * wb[k]!;
        }
    }
    inA.fill(0);
    inB.fill(0);
    for (let u = 0; u < bins; u++)
      for (let v = 0; v < bins; v++) {
        const share = joint[u * bins + v]! / n;
        inA[u] = inA[u]! + share;
        inB[v] = inB[v]! + share;
      }
    let information = 0;
    for (let u = 0; u < bins; u++)
      for (let v = 0; v < bins; v++) {
        const at = u * bins + v;
        const share = joint[at]! / n;
        gain[at] = share > 0 ? Math.log(share / (inA[u]! * inB[v]!)) : 0;
        information += share * gain[at]!;
      }
    if (dp && dq) derivative(p, q, dp, dq);
    return -information;
  };

  /**
   * ∂MI/∂a(x) = (1/N) Σ ∂w_u/∂a(x) w_v log(p_uv / p_u p_v): the terms from the logarithms add up to nothing,
   * since the weights of a pixel always add up to one.
   */
  function derivative(p: Float64Array, q: Float64Array, dp: Float64Array, dq: Float64Array): void {
    const n = p.length;
    const sa = new Float64Array(3);
    const sb = new Float64Array(3);
    for (let i = 0; i < n; i++) {
      const pa = scaleA * (p[i]! - lowA);
      const qb = scaleB * (q[i]! - lowB);
      const u = splines(pa, bins, wa);
      const v = splines(qb, bins, wb);
      slopes(pa, bins, u, sa);
      slopes(qb, bins, v, sb);
      let byP = 0;
      let byQ = 0;
      for (let j = 0; j < 3; j++)
        for (let k = 0; k < 3; k++) {
          const g = gain[(u + j) * bins + v + k]!;
          byP += sa[j]! * wb[k]! * g;
          byQ += wa[j]! * sb[k]! * g;
        }
      dp[i] = (-scaleA * byP) / n;
      dq[i] = (-scaleB * byQ) / n;
    }
  }
}

/**
 * Mutual information rises by up to about two hundredths through interpolation alone, which softens one image's
 * edges until they match the other's bins better (Pluim, Maintz and Viergever, Comput. Vis. Image Underst. 77, 2000):
 * that much was gained by moving copies of one image apart. Nothing is moved for less.
 */
export const MUTUAL_INFORMATION_NOISE = 0.025;

/** The lowest value, and bins per unit: the values take bins 1 to `bins` − 2, the outer ones are margin. */
function binning(values: Float64Array | Float32Array, bins: number): [low: number, scale: number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high > low ? (bins - 3) / (high - low) : 0];
}

/** Weights of the three bins around a position (0 at the middle of bin 1); returns the first bin. */
function splines(position: number, bins: number, weights: Float64Array): number {
  const p = Math.max(0, Math.min(bins - 3, position));
  const first = Math.min(bins - 3, Math.round(p));
  const t = p - first;
  weights[0] = 0.5 * (0.5 - t) * (0.5 - t);
  weights[1] = 0.75 - t * t;
  weights[2] = 0.5 * (0.5 + t) * (0.5 + t);
  return first;
}

function slopes(position: number, bins: number, first: number, out: Float64Array): void {
  const t = Math.max(0, Math.min(bins - 3, position)) - first;
  out[0] = t - 0.5;
  out[1] = -2 * t;
  out[2] = t + 0.5;
}
