import type { Point3, Template } from '../template/template.ts';
import type { FieldCase } from './fieldCase.ts';

export const STEP_MM = 2;

/** Sums of registered maps on the template's grid. */
export type Grid = {
  readonly origin: Point3;
  readonly size: readonly [number, number, number];
  readonly weight: Float64Array;
  readonly squared: Float64Array;
  readonly metastatic: Float64Array;
};

export function emptyGrid(t: Template): Grid {
  const { min, max } = t.box;
  const origin: Point3 = [min[0] - STEP_MM, min[1] - STEP_MM, min[2] - STEP_MM];
  const size = [0, 1, 2].map((i) => Math.ceil((max[i]! - origin[i]!) / STEP_MM) + 2) as [
    number,
    number,
    number,
  ];
  const count = size[0] * size[1] * size[2];
  return {
    origin,
    size,
    weight: new Float64Array(count),
    squared: new Float64Array(count),
    metastatic: new Float64Array(count),
  };
}

/**
 * The standard deviations of a case's map: the kernel's, widened by those of a ball of the nodule's size (r²/5
 * along an axis), as if the registered mask itself were smoothed.
 */
export function spread(radiiMm: Point3, smoothingMm: number): [number, number, number] {
  return radiiMm.map((r) => Math.sqrt(smoothingMm * smoothingMm + (r * r) / 5)) as [number, number, number];
}

/** Adds one case's map to the grid, out to three standard deviations. Places of a band share the case's weight. */
export function addCase(grid: Grid, one: FieldCase, smoothingMm: number): void {
  const deviations = spread(one.radiiMm, smoothingMm);
  const share = one.weight / one.points.length;
  const [nx, ny, nz] = grid.size;
  const metastatic = one.metastatic ? grid.metastatic : null;
  const places = one.points.map((point) => placeMap(grid, point, deviations));
  const x0 = Math.min(...places.map((p) => p.x.from));
  const x1 = Math.max(...places.map((p) => p.x.to));
  const row = new Float64Array(nx);
  for (let k = 0; k < nz; k++)
    for (let j = 0; j < ny; j++) {
      let reached = false;
      for (let p = 0; p < places.length; p++) {
        const { x, y, z } = places[p]!;
        if (j < y.from || j > y.to || k < z.from || k > z.to) continue;
        addFactors(row, x, y.factors[j - y.from]!, z.factors[k - z.from]!);
        reached = true;
      }
      if (!reached) continue;
      addRow(grid, metastatic, nx * (j + ny * k), row, x0, x1, share, one.weight);
    }
}

// Small loops without allocation: they run millions of times for a field, the first of them while the 3D view waits.

function addFactors(row: Float64Array, { from, factors }: AxisMap, y: number, z: number): void {
  for (let i = 0; i < factors.length; i++) row[from + i]! += factors[i]! * y * z;
}

/** Adds a row of a case's map to the sums from `at` on, and clears it. */
function addRow(
  { weight, squared }: Grid,
  metastatic: Float64Array | null,
  at: number,
  row: Float64Array,
  x0: number,
  x1: number,
  share: number,
  caseWeight: number,
): void {
  for (let i = x0; i <= x1; i++) {
    const w = row[i]! * share;
    row[i] = 0;
    weight[at + i]! += w;
    // Kish: a case of weight v counts v times, so its square is shared by v
    squared[at + i]! += (w * w) / caseWeight;
    if (metastatic !== null) metastatic[at + i]! += w;
  }
}

/** The kernel along one axis: its factors at the grid's indices `from` to `to`. */
type AxisMap = { readonly from: number; readonly to: number; readonly factors: readonly number[] };

/** The kernel about a point as a product of one factor an axis. */
function placeMap(
  grid: Grid,
  point: Point3,
  deviations: readonly [number, number, number],
): { readonly x: AxisMap; readonly y: AxisMap; readonly z: AxisMap } {
  return {
    x: axisMap(grid, 0, point[0], deviations[0]),
    y: axisMap(grid, 1, point[1], deviations[1]),
    z: axisMap(grid, 2, point[2], deviations[2]),
  };
}

function axisMap({ origin, size }: Grid, axis: 0 | 1 | 2, point: number, deviation: number): AxisMap {
  const reach = 3 * deviation;
  const from = Math.max(0, Math.ceil((point - reach - origin[axis]) / STEP_MM));
  const to = Math.min(size[axis] - 1, Math.floor((point + reach - origin[axis]) / STEP_MM));
  const factors: number[] = [];
  for (let index = from; index <= to; index++) {
    const off = (origin[axis] + index * STEP_MM - point) / deviation;
    factors.push(Math.exp(-0.5 * off * off));
  }
  return { from, to, factors };
}
