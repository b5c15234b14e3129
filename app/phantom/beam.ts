import type { ScanSpec } from './spec.ts';
import type { TissueMap } from './tissueMap.ts';

/**
 * Two-way loss along the steered beam minus what the time gain gives back, dB, for each pixel: negative is a
 * shadow, positive an enhancement. Loss is α·f·2z summed down each beam; the machine gives back 0.5 dB/cm/MHz.
 * `slope` is the beam's sideways step in columns for each row.
 */
export function beamGain(map: TissueMap, scan: ScanSpec, slope: number): Float32Array {
  const { width, height, attenuation } = map;
  const perRow = 2 * scan.centreFrequencyMHz * (scan.spacingMmPerPx / 10);
  const gain = new Float32Array(width * height);
  let above = new Float32Array(width);
  let here = new Float32Array(width);
  for (let row = 0; row < height; row++) {
    for (let col = 0; col < width; col++) {
      // Fractional columns mix neighbours, which softens a shadow's edge with depth as the aperture does.
      const from = Math.min(width - 1, Math.max(0, col - slope));
      const left = Math.floor(from);
      const right = Math.min(width - 1, left + 1);
      const t = from - left;
      const carried = above[left] * (1 - t) + above[right] * t;
      const i = row * width + col;
      here[col] = carried + (TGC_DB_PER_CM_MHZ - attenuation[i]) * perRow;
      gain[i] = here[col];
    }
    [above, here] = [here, above];
  }
  return gain;
}

/** What the time gain assumes of tissue. */
export const TGC_DB_PER_CM_MHZ = 0.53;

/** Gain applied by the machine at a depth, dB; the electronic noise rises with it. */
export function timeGainDb(scan: ScanSpec, depthMm: number): number {
  return 2 * TGC_DB_PER_CM_MHZ * scan.centreFrequencyMHz * (depthMm / 10);
}
