/**
 * Smoothing by K = (L†L)⁻¹ with the operator of LDDMM, L = −α∇² + γ (Beg et al., Int. J. Comput. Vis. 61, 2005,
 * eq. 9 and section 3; LLNM-Net eq. 13): K turns the gradient of the metric into the velocity that lowers it at the
 * least energy ∫|Lv|². ∇² is the five-point Laplacian on a cell-centred grid, and v = 0 on the frame's edge, so
 * that every map takes the frame onto itself.
 *
 * Solved directly, not by iteration: a sine transform down the columns (DST-II, whose modes are the Laplacian's
 * there, eigenvalues 2 − 2cos(πk/N)) leaves one tridiagonal system a row. Both components of the field travel as
 * one complex number through the same transform.
 */
export type Smoother = {
  /** Overwrites the field (x components, y components; `size` × `size`, row-major) with K times it. */
  smooth(x: Float64Array, y: Float64Array): void;
};

/** A smoother for fields of `size` × `size` px (a power of two); `alpha` in px², `gamma` without a unit. */
export function helmholtzSmoother(size: number, alpha: number, gamma: number): Smoother {
  if (size < 4 || (size & (size - 1)) !== 0) throw new RangeError(`grid of ${size}: not a power of two`);
  if (!(alpha > 0 && gamma > 0)) throw new RangeError(`alpha ${alpha} and gamma ${gamma} must be positive`);
  const n = size;
  const re = new Float64Array(n * n);
  const im = new Float64Array(n * n);
  const source = dctOrder(n);
  const pivots = tridiagonalPivots(n, alpha, gamma);
  const cos = Float64Array.from({ length: n }, (_, k) => Math.cos((Math.PI * k) / (2 * n)));
  const sin = Float64Array.from({ length: n }, (_, k) => Math.sin((Math.PI * k) / (2 * n)));
  const reversed = bitReversal(n);

  return {
    smooth(x, y) {
      // DST-II of f is DCT-II of (−1)ⁱ f, modes counted from the other end.
      for (let i = 0; i < n; i++) {
        const row = source[reversed[i]!]!;
        const sign = row % 2 === 0 ? 1 : -1;
        for (let c = 0, from = row * n, to = i * n; c < n; c++, from++, to++) {
          re[to] = sign * x[from]!;
          im[to] = sign * y[from]!;
        }
      }
      fftColumns(re, im, n, -1);
      toCosineModes(re, im, n, cos, sin);
      for (let k = 0; k < n; k++) {
        solveRow(re, k * n, pivots, n, alpha);
        solveRow(im, k * n, pivots, n, alpha);
        solveRow(re, k * n, pivots, n, alpha);
        solveRow(im, k * n, pivots, n, alpha);
      }
      fromCosineModes(re, im, n, cos, sin);
      swapRows(re, im, n, reversed);
      fftColumns(re, im, n, 1);
      for (let i = 0; i < n; i++) {
        const row = source[i]!;
        const scale = (row % 2 === 0 ? 1 : -1) / n;
        for (let c = 0, to = row * n, from = i * n; c < n; c++, from++, to++) {
          x[to] = scale * re[from]!;
          y[to] = scale * im[from]!;
        }
      }
    },
  };
}

/** Even rows upward, then odd rows downward: a DCT-II is the FFT of a sequence in this order (Makhoul, 1980). */
function dctOrder(n: number): number[] {
  return Array.from({ length: n }, (_, i) => (i < n / 2 ? 2 * i : 2 * (n - 1 - i) + 1));
}

function bitReversal(n: number): number[] {
  const bits = Math.log2(n);
  return Array.from({ length: n }, (_, i) => {
    let out = 0;
    for (let b = 0; b < bits; b++) if (i & (1 << b)) out |= 1 << (bits - 1 - b);
    return out;
  });
}

function swapRows(re: Float64Array, im: Float64Array, n: number, order: readonly number[]): void {
  for (let i = 0; i < n; i++) {
    const j = order[i]!;
    if (j <= i) continue;
    for (let c = 0, a = i * n, b = j * n; c < n; c++, a++, b++) {
      const r = re[a]!;
      const m = im[a]!;
      re[a] = re[b]!;
      im[a] = im[b]!;
      re[b] = r;
      im[b] = m;
    }
  }
}

/** Radix-2 FFT of every column at once, rows in bit-reversed order on entry; `sign` −1 forward, 1 backward. */
function fftColumns(re: Float64Array, im: Float64Array, n: number, sign: number): void {
  for (let half = 1; half < n; half *= 2) {
    for (let k = 0; k < half; k++) {
      const angle = (sign * Math.PI * k) / half;
      const wr = Math.cos(angle);
      const wi = Math.sin(angle);
      for (let block = k; block < n; block += 2 * half) {
        for (let c = 0, a = block * n, b = (block + half) * n; c < n; c++, a++, b++) {
          const br = re[b]!;
          const bi = im[b]!;
          const tr = br * wr - bi * wi;
          const ti = br * wi + bi * wr;
          const ar = re[a]!;
          const ai = im[a]!;
          re[a] = ar + tr;
          im[a] = ai + ti;
          re[b] = ar - tr;
          im[b] = ai - ti;
        }
      }
    }
  }
}

/** C(k) = w V(k) + w* V(N − k), w = exp(−iπk/2N): the DCT-II of both components from their common FFT. */
function toCosineModes(
  re: Float64Array,
  im: Float64Array,
  n: number,
  cos: Float64Array,
  sin: Float64Array,
): void {
  for (let c = 0; c < n; c++) {
    re[c] = 2 * re[c]!;
    im[c] = 2 * im[c]!;
  }
  for (let k = 1; k <= n / 2; k++) {
    const cr = cos[k]!;
    const ci = sin[k]!;
    for (let c = 0, a = k * n, b = (n - k) * n; c < n; c++, a++, b++) {
      const ar = re[a]!;
      const ai = im[a]!;
      const br = re[b]!;
      const bi = im[b]!;
      re[a] = cr * (ar + br) + ci * (ai - bi);
      im[a] = cr * (ai + bi) - ci * (ar - br);
      // mode N − k, where w is −i w*(k); equal to mode k at k = N/2
      re[b] = ci * (ar + br) - cr * (ai - bi);
      im[b] = ci * (ai + bi) + cr * (ar - br);
    }
  }
}

/** The inverse: V(k) = w* (C(k) − i C(N − k)) / 2, with C(N) = 0. */
function fromCosineModes(
  re: Float64Array,
  im: Float64Array,
  n: number,
  cos: Float64Array,
  sin: Float64Array,
): void {
  for (let c = 0; c < n; c++) {
    re[c] = re[c]! / 2;
    im[c] = im[c]! / 2;
  }
  for (let k = 1; k <= n / 2; k++) {
    const cr = cos[k]! / 2;
    const ci = sin[k]! / 2;
    for (let c = 0, a = k * n, b = (n - k) * n; c < n; c++, a++, b++) {
      const ar = re[a]!;
      const ai = im[a]!;
      const br = re[b]!;
      const bi = im[b]!;
      re[a] = cr * (ar + bi) - ci * (ai - br);
      im[a] = cr * (ai - br) + ci * (ar + bi);
      re[b] = ci * (br + ai) - cr * (bi - ar);
      im[b] = ci * (bi - ar) + cr * (br + ai);
    }
  }
}

/**
 * Reciprocal pivots of the tridiagonal system of each mode: γ + αλ + 2α on the diagonal (3α at both ends, where
 * the neighbour beyond the edge is the pixel's own negative) and −α beside it.
 */
function tridiagonalPivots(n: number, alpha: number, gamma: number): Float64Array {
  const pivots = new Float64Array(n * n);
  for (let k = 0; k < n; k++) {
    const eigenvalue = 2 + 2 * Math.cos((Math.PI * k) / n);
    for (let i = 0, before = 0; i < n; i++) {
      const diagonal = gamma + alpha * (eigenvalue + (i === 0 || i === n - 1 ? 3 : 2));
      before = 1 / (diagonal - alpha * alpha * before);
      pivots[k * n + i] = before;
    }
  }
  return pivots;
}

/** Thomas's algorithm on the row that starts at `from`. */
function solveRow(values: Float64Array, from: number, pivots: Float64Array, n: number, alpha: number): void {
  const end = from + n;
  let carried = 0;
  for (let i = from; i < end; i++) {
    carried = (values[i]! + alpha * carried) * pivots[i]!;
    values[i] = carried;
  }
  for (let i = end - 2; i >= from; i--) {
    carried = values[i]! + alpha * pivots[i]! * carried;
    values[i] = carried;
  }
}
