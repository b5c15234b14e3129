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
  const maps = one.points.map((point) => productMap(grid, point, deviations));
  const from = [0, 1, 2].map((a) => Math.min(...maps.map((m) => m[a]!.from)));
  const to = [0, 1, 2].map((a) => Math.max(...maps.map((m) => m[a]!.from + m[a]!.factors.length)));
  const [nx, ny] = grid.size;
  for (let k = from[2]!; k < to[2]!; k++)
    for (let j = from[1]!; j < to[1]!; j++)
      for (let i = from[0]!; i < to[0]!; i++) {
        let w = 0;
        for (const [x, y, z] of maps)
          w += (x.factors[i - x.from] ?? 0) * (y.factors[j - y.from] ?? 0) * (z.factors[k - z.from] ?? 0);
        if (w === 0) continue;
        w *= share;
        const at = i + nx * (j + ny * k);
        grid.weight[at]! += w;
        // Kish: a case of weight v counts v times, so its square is shared by v
        grid.squared[at]! += (w * w) / one.weight;
        if (one.metastatic) grid.metastatic[at]! += w;
      }
}

type AxisMap = { readonly from: number; readonly factors: readonly number[] };

/** The kernel about a point as a product of one factor an axis: grid indices from `from` on. */
function productMap(
  { origin, size }: Grid,
  point: Point3,
  deviations: readonly [number, number, number],
): readonly [AxisMap, AxisMap, AxisMap] {
  const axis = (a: 0 | 1 | 2): AxisMap => {
    const reach = 3 * deviations[a];
    const from = Math.max(0, Math.ceil((point[a] - reach - origin[a]) / STEP_MM));
    const to = Math.min(size[a] - 1, Math.floor((point[a] + reach - origin[a]) / STEP_MM));
    const factors: number[] = [];
    for (let index = from; index <= to; index++) {
      const off = (origin[a] + index * STEP_MM - point[a]) / deviations[a];
      factors.push(Math.exp(-0.5 * off * off));
    }
    return { from, factors };
  };
  return [axis(0), axis(1), axis(2)];
}
