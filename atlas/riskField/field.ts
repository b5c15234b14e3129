import { REGION_IDS, type RegionId } from '../template/regions.ts';
import type { Point3, Template } from '../template/template.ts';
import type { CohortNodule } from './cohort.ts';
import { wilsonInterval } from './interval.ts';

/** What stands behind one region of a field. */
export type RegionRisk = {
  readonly region: RegionId;
  readonly cases: number;
  readonly metastatic: number;
  /** Share of metastatic cases; null with fewer cases than `MIN_CASES`. */
  readonly value: number | null;
  readonly interval: [number, number];
};

/** A risk field over the template's volume, on a grid of cubes. */
export type RiskField = {
  /** Where it comes from: shown wherever the field is shown. */
  readonly source: 'builtIn';
  readonly cases: number;
  readonly stepMm: number;
  readonly origin: Point3;
  readonly size: readonly [number, number, number];
  /** Smoothed share of metastatic cases per grid point, x fastest; NaN where too few cases lie near. */
  readonly values: Float32Array;
  /** Effective number of cases behind each grid point. */
  readonly behind: Float32Array;
  readonly regions: readonly RegionRisk[];
};

/** Fewer cases than this in a region or behind a grid point: "too few cases here" instead of a colour. */
export const MIN_CASES = 8;
/** Standard deviation of the smoothing kernel, mm: a little over the radius of a median nodule, so that no finer detail is claimed. */
export const KERNEL_MM = 3.5;
const STEP_MM = 2;

/**
 * The risk field of a set of cases: at each grid point the kernel-weighted share of metastatic cases (the
 * probability form of LLNM-Net's eq. 15, which subtracts the sums of the two groups), with the effective number
 * of cases behind it (Kish: (Σw)² / Σw²).
 */
export function riskFieldOf(t: Template, cases: readonly CohortNodule[]): RiskField {
  const { min, max } = t.box;
  const origin: Point3 = [min[0] - STEP_MM, min[1] - STEP_MM, min[2] - STEP_MM];
  const size = [0, 1, 2].map((i) => Math.ceil((max[i]! - origin[i]!) / STEP_MM) + 2) as [
    number,
    number,
    number,
  ];
  const count = size[0] * size[1] * size[2];
  const weight = new Float64Array(count);
  const squared = new Float64Array(count);
  const positive = new Float64Array(count);
  for (const nodule of cases) splat(nodule, origin, size, weight, squared, positive);

  const values = new Float32Array(count).fill(Number.NaN);
  const behind = new Float32Array(count);
  for (let at = 0; at < count; at++) {
    if (squared[at]! === 0) continue;
    behind[at] = (weight[at]! * weight[at]!) / squared[at]!;
    if (behind[at]! >= MIN_CASES) values[at] = positive[at]! / weight[at]!;
  }
  return {
    source: 'builtIn',
    cases: cases.length,
    stepMm: STEP_MM,
    origin,
    size,
    values,
    behind,
    regions: REGION_IDS.map((region) => regionRisk(region, cases)),
  };
}

/** Adds one case's kernel to the grid, out to three standard deviations. */
function splat(
  nodule: CohortNodule,
  origin: Point3,
  size: readonly [number, number, number],
  weight: Float64Array,
  squared: Float64Array,
  positive: Float64Array,
): void {
  const reach = 3 * KERNEL_MM;
  const range = (axis: 0 | 1 | 2): [number, number] => [
    Math.max(0, Math.ceil((nodule.point[axis] - reach - origin[axis]) / STEP_MM)),
    Math.min(size[axis] - 1, Math.floor((nodule.point[axis] + reach - origin[axis]) / STEP_MM)),
  ];
  const [i0, i1] = range(0);
  const [j0, j1] = range(1);
  const [k0, k1] = range(2);
  // the kernel is a product of one factor an axis
  const factor = (axis: 0 | 1 | 2, index: number) => {
    const off = origin[axis] + index * STEP_MM - nodule.point[axis];
    return Math.exp(-(off * off) / (2 * KERNEL_MM * KERNEL_MM));
  };
  const fx: number[] = [];
  for (let i = i0; i <= i1; i++) fx.push(factor(0, i));
  for (let k = k0; k <= k1; k++) {
    const fz = factor(2, k);
    for (let j = j0; j <= j1; j++) {
      const fyz = factor(1, j) * fz;
      for (let i = i0; i <= i1; i++) {
        const w = fx[i - i0]! * fyz;
        const at = i + size[0] * (j + size[1] * k);
        weight[at]! += w;
        squared[at]! += w * w;
        if (nodule.metastatic) positive[at]! += w;
      }
    }
  }
}

function regionRisk(region: RegionId, cases: readonly CohortNodule[]): RegionRisk {
  const here = cases.filter((c) => c.region === region);
  const metastatic = here.filter((c) => c.metastatic).length;
  const value = here.length < MIN_CASES ? null : metastatic / here.length;
  return {
    region,
    cases: here.length,
    metastatic,
    value,
    interval: wilsonInterval(value ?? 0.5, value === null ? 0 : here.length),
  };
}

/** A field's value at a point, mm (trilinear over the grid points that have one); null where too few cases lie near. */
export function fieldAt(field: RiskField, point: Point3): { value: number; behind: number } | null {
  const { size, origin, stepMm, values, behind } = field;
  const cell = [0, 1, 2].map((a) => {
    const at = (point[a]! - origin[a]!) / stepMm;
    return Math.max(0, Math.min(size[a]! - 1.000001, at));
  }) as [number, number, number];
  const base = cell.map(Math.floor) as [number, number, number];
  const part = cell.map((c, a) => c - base[a]!) as [number, number, number];
  let weight = 0;
  let value = 0;
  let count = 0;
  for (let corner = 0; corner < 8; corner++) {
    const i = base[0] + (corner & 1);
    const j = base[1] + ((corner >> 1) & 1);
    const k = base[2] + (corner >> 2);
    const at = i + size[0] * (j + size[1] * k);
    if (Number.isNaN(values[at]!)) continue;
    const w =
      ((corner & 1 ? part[0] : 1 - part[0]) + 1e-9) *
      (((corner >> 1) & 1 ? part[1] : 1 - part[1]) + 1e-9) *
      ((corner >> 2 ? part[2] : 1 - part[2]) + 1e-9);
    weight += w;
    value += w * values[at]!;
    count += w * behind[at]!;
  }
  return weight === 0 ? null : { value: value / weight, behind: count / weight };
}
