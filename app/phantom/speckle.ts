import type { ScanSpec } from './spec.ts';

/** Complex echo samples, row-major. */
export type Echo = { readonly re: Float32Array; readonly im: Float32Array };

const SOUND_MM_PER_US = 1.54;
/** Full width at half maximum over 2√(2 ln 2). */
const FWHM_TO_SIGMA = 1 / 2.3548;

/** Standard deviation of the pulse along the beam, mm: about 1.5 cycles, halved by the way out and back. */
export function axialSigmaMm(scan: ScanSpec): number {
  const wavelength = SOUND_MM_PER_US / scan.centreFrequencyMHz;
  return 1.5 * wavelength * FWHM_TO_SIGMA;
}

/**
 * Standard deviation of the beam's width at a depth, mm. At the focus the width is wavelength × F-number
 * (F/3.1 effective); away from it the beam widens as a focused Gaussian beam does.
 */
export function lateralSigmaMm(scan: ScanSpec, depthMm: number): number {
  const wavelength = SOUND_MM_PER_US / scan.centreFrequencyMHz;
  const waist = 3.1 * wavelength;
  const away = (depthMm - scan.focusDepthMm) / 13;
  return waist * Math.sqrt(1 + away * away) * FWHM_TO_SIGMA;
}

/** Convolves with the separable point-spread function; uniform scatterers of unit power keep unit power. */
export function blurByBeam(echo: Echo, width: number, height: number, scan: ScanSpec): Echo {
  const step = scan.spacingMmPerPx;
  const across: Echo = { re: new Float32Array(width * height), im: new Float32Array(width * height) };
  for (let row = 0; row < height; row++) {
    const kernel = beamKernel(lateralSigmaMm(scan, (row + 0.5) * step) / step);
    blurLine(echo.re, across.re, row * width, width, kernel);
    blurLine(echo.im, across.im, row * width, width, kernel);
  }
  const kernel = pulseKernel(axialSigmaMm(scan) / step);
  return {
    re: blurColumns(across.re, width, height, kernel),
    im: blurColumns(across.im, width, height, kernel),
  };
}

/** Main lobe and weak side lobes (−32 dB and falling), which smear bright echoes sideways. */
function beamKernel(sigmaPx: number): Float32Array {
  const half = Math.ceil(6 * sigmaPx);
  return unitPower(half, (i) => {
    const t = i / sigmaPx;
    const lobes = Math.abs(t) > 2.2 ? 0.03 * Math.cos(2.4 * t) * Math.exp(-Math.abs(t) / 3.5) : 0;
    return Math.exp(-0.5 * t * t) + lobes;
  });
}

/** A pulse that rises fast and rings down a little longer. */
function pulseKernel(sigmaPx: number): Float32Array {
  const half = Math.ceil(4 * sigmaPx);
  return unitPower(half, (i) => {
    // Kernel index −k reaches k rows up: echoes from above arrive late.
    const t = i / sigmaPx;
    return Math.exp(-0.5 * t * t) + (t < 0 ? 0.16 * Math.exp(t / 1.3) * (1 - Math.exp(-0.5 * t * t)) : 0);
  });
}

/** Scaled to Σh² = 1, so that independent scatterers of variance 1 give an echo of variance 1. */
function unitPower(half: number, value: (i: number) => number): Float32Array {
  const kernel = Float32Array.from({ length: 2 * half + 1 }, (_, i) => value(i - half));
  const scale = 1 / Math.sqrt(kernel.reduce((sum, h) => sum + h * h, 0));
  return kernel.map((h) => h * scale);
}

function blurLine(
  from: Float32Array,
  to: Float32Array,
  start: number,
  length: number,
  kernel: Float32Array,
): void {
  const half = (kernel.length - 1) >> 1;
  for (let i = 0; i < length; i++) {
    let sum = 0;
    const low = Math.max(-half, -i);
    const high = Math.min(half, length - 1 - i);
    for (let k = low; k <= high; k++) sum += from[start + i + k] * kernel[k + half];
    to[start + i] = sum;
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
