import type { ScanSpec } from './spec.ts';

/** Complex echo samples, row-major. */
export type Echo = { readonly re: Float32Array; readonly im: Float32Array };

const SOUND_MM_PER_US = 1.54;
/** Full width at half maximum over 2√(2 ln 2). */
const FWHM_TO_SIGMA = 1 / 2.3548;

/** Standard deviation of the pulse along the beam, mm: about 1.6 cycles, halved by the way out and back. */
export function axialSigmaMm(scan: ScanSpec): number {
  const wavelength = SOUND_MM_PER_US / scan.centreFrequencyMHz;
  return 1.6 * wavelength * FWHM_TO_SIGMA;
}

/**
 * Standard deviation of the beam's width at a depth, mm. At the focus the width is wavelength × F-number
 * (F/2.4, two-way); away from it the beam widens as a focused Gaussian beam does.
 */
export function lateralSigmaMm(scan: ScanSpec, depthMm: number): number {
  const wavelength = SOUND_MM_PER_US / scan.centreFrequencyMHz;
  const waist = 2.4 * wavelength;
  const away = (depthMm - scan.focusDepthMm) / 13;
  return waist * Math.sqrt(1 + away * away) * FWHM_TO_SIGMA;
}

/** Convolves with the separable point-spread function; uniform scatterers of unit power keep unit power. */
export function blurByBeam(echo: Echo, width: number, height: number, scan: ScanSpec): Echo {
  const step = scan.spacingMmPerPx;
  const across: Echo = { re: new Float32Array(width * height), im: new Float32Array(width * height) };
  for (let row = 0; row < height; row++) {
    const kernel = unitPowerKernel(lateralSigmaMm(scan, (row + 0.5) * step) / step);
    blurLine(echo.re, across.re, row * width, 1, width, kernel);
    blurLine(echo.im, across.im, row * width, 1, width, kernel);
  }
  const kernel = unitPowerKernel(axialSigmaMm(scan) / step);
  return {
    re: blurColumns(across.re, width, height, kernel),
    im: blurColumns(across.im, width, height, kernel),
  };
}

/** Gaussian with Σh² = 1, so that independent scatterers of variance 1 give an echo of variance 1. */
function unitPowerKernel(sigmaPx: number): Float32Array {
  const half = Math.max(1, Math.ceil(2.6 * sigmaPx));
  const kernel = new Float32Array(2 * half + 1);
  let power = 0;
  for (let i = -half; i <= half; i++) {
    const value = Math.exp((-i * i) / (2 * sigmaPx * sigmaPx));
    kernel[i + half] = value;
    power += value * value;
  }
  const scale = 1 / Math.sqrt(power);
  for (let i = 0; i < kernel.length; i++) kernel[i] *= scale;
  return kernel;
}

function blurLine(
  from: Float32Array,
  to: Float32Array,
  start: number,
  stride: number,
  length: number,
  kernel: Float32Array,
): void {
  const half = (kernel.length - 1) >> 1;
  for (let i = 0; i < length; i++) {
    let sum = 0;
    const low = Math.max(-half, -i);
    const high = Math.min(half, length - 1 - i);
    for (let k = low; k <= high; k++) sum += from[start + (i + k) * stride] * kernel[k + half];
    to[start + i * stride] = sum;
  }
}

/** The same down the columns, a row at a time so that memory is read in order. */
function blurColumns(from: Float32Array, width: number, height: number, kernel: Float32Array): Float32Array {
  const to = new Float32Array(width * height);
  const half = (kernel.length - 1) >> 1;
  for (let row = 0; row < height; row++) {
    const low = Math.max(-half, -row);
    const high = Math.min(half, height - 1 - row);
    for (let k = low; k <= high; k++) {
      const weight = kernel[k + half];
      const source = (row + k) * width;
      const target = row * width;
      for (let col = 0; col < width; col++) to[target + col] += weight * from[source + col];
    }
  }
  return to;
}
