import type { Point3, Template } from '../template/template.ts';
import { chooseSmoothing } from './chooseSmoothing.ts';
import { distanceCurve } from './distanceCurve.ts';
import { type FieldSource, MIN_CASES, type RiskField } from './field.types.ts';
import type { FieldCase } from './fieldCase.ts';
import { addCase, emptyGrid, STEP_MM } from './grid.ts';
import { regionRisks } from './regionRisks.ts';

export { MIN_CASES, type RegionRisk, type RiskField } from './field.types.ts';

export type FieldOptions = {
  readonly id: string;
  readonly source: FieldSource;
  /** Width of the kernel, mm; chosen by cross-validation where it is not given. */
  readonly smoothingMm?: number;
  /** Simulated cases pooled with the given ones because a person chose so; they are not counted among them. */
  readonly pooled?: readonly FieldCase[];
};

/**
 * The risk field of a set of placed cases (LLNM-Net eq. 15: Norm(Σ maps of metastatic − Σ of the others)). Each
 * case's registered nodule is a smoothed map M in the template's volume with the same peak, so that a case counts
 * once, whatever its size. The norm is taken at each place by the sum of all maps there, ½ (Σ±M / ΣM + 1): this is
 * the kernel-weighted share of metastatic cases, which unlike one norm for the whole gland does not read as risk
 * that more nodules grow in one place than in another. `paperMap` gives the other form. Beside it stands the
 * effective number of cases (Kish: (Σw)² / Σw²), below `MIN_CASES` of which there is no value. The order of the
 * cases does not matter to the last bit.
 */
export function riskFieldOf(t: Template, given: readonly FieldCase[], options: FieldOptions): RiskField {
  const own = inOrder(given);
  const pooled = inOrder(options.pooled ?? []);
  const cases = [...own, ...pooled];
  const smoothing = options.smoothingMm === undefined ? chooseSmoothing(own, pooled) : null;
  const smoothingMm = options.smoothingMm ?? smoothing!.chosenMm;
  const grid = emptyGrid(t);
  for (const one of cases) addCase(grid, one, smoothingMm);

  const count = grid.weight.length;
  const values = new Float32Array(count).fill(Number.NaN);
  const behind = new Float32Array(count);
  for (let at = 0; at < count; at++) {
    if (grid.squared[at]! === 0) continue;
    behind[at] = (grid.weight[at]! * grid.weight[at]!) / grid.squared[at]!;
    if (behind[at]! >= MIN_CASES && grid.weight[at]! >= LEAST_WEIGHT)
      values[at] = Math.min(1, grid.metastatic[at]! / grid.weight[at]!);
  }
  return {
    id: options.id,
    source: options.source,
    cases: own.length,
    metastatic: own.filter((c) => c.metastatic).length,
    smoothingMm,
    smoothing,
    stepMm: STEP_MM,
    origin: grid.origin,
    size: grid.size,
    values,
    behind,
    weights: Float32Array.from(grid.weight),
    regions: regionRisks(cases),
    withoutRegion: own.filter((c) => c.region === null).length,
    curve: distanceCurve(cases),
  };
}

function inOrder(cases: readonly FieldCase[]): FieldCase[] {
  return [...cases].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/**
 * Kish's number says how evenly cases stand behind a place, not how near they are: many cases, all at the far end of
 * the kernel, would pass for many. At least one case's whole weight must have gathered.
 */
const LEAST_WEIGHT = 1;

/**
 * Eq. 15 as the paper writes it: the difference of the sums over the whole gland, scaled to 0–1 by its smallest and
 * largest value. Only for comparison: where few nodules grow it says 0.5 whatever became of them.
 */
export function paperMap(field: RiskField): Float32Array {
  let least = Infinity;
  let most = -Infinity;
  const difference = field.values.map((value, at) => {
    const d = Number.isNaN(value) ? Number.NaN : field.weights[at]! * (2 * value - 1);
    if (d < least) least = d;
    if (d > most) most = d;
    return d;
  });
  return difference.map((d) => (d - least) / (most - least || 1));
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
