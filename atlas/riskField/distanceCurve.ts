import { type CurvePoint, MIN_CASES } from './field.types.ts';
import type { FieldCase } from './fieldCase.ts';
import { wilsonInterval } from './interval.ts';

/** Nearer than a frame's distance is measured to, and narrower than what the paper's Fig. 4b can show. */
const KERNEL_MM = 0.8;
export const CURVE_END_MM = 8;
export const CURVE_STEP_MM = 0.25;

/**
 * Share of metastatic cases by the nodule's distance to the capsule (LLNM-Net Fig. 4b): kernel-weighted at each
 * distance, with Wilson's interval of the effective number of cases. Cases without a scale are left out.
 */
export function distanceCurve(cases: readonly FieldCase[]): CurvePoint[] {
  const measured = cases.filter((c) => c.distanceMm !== null);
  const count = CURVE_END_MM / CURVE_STEP_MM + 1;
  return Array.from({ length: count }, (_, i) => {
    const distanceMm = i * CURVE_STEP_MM;
    let weight = 0;
    let squared = 0;
    let metastatic = 0;
    for (const one of measured) {
      const off = (one.distanceMm! - distanceMm) / KERNEL_MM;
      if (Math.abs(off) > 3) continue;
      const w = one.weight * Math.exp(-0.5 * off * off);
      weight += w;
      squared += (w * w) / one.weight;
      if (one.metastatic) metastatic += w;
    }
    const behind = squared > 0 ? (weight * weight) / squared : 0;
    const value = behind >= MIN_CASES ? metastatic / weight : null;
    return {
      distanceMm,
      value,
      interval: value === null ? [0, 1] : wilsonInterval(value, behind),
      behind,
    };
  });
}
