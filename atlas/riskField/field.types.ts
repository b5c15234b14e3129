import type { RegionId } from '../template/regions.ts';
import type { Point3 } from '../template/template.ts';

/**
 * Where the cases of a field come from; shown wherever the field is shown. `examples` are simulated cases of the
 * store; `clinicAndBuiltIn` pools the clinic's own cases with the simulated cohort because a person chose so.
 */
export const FIELD_SOURCES = ['builtIn', 'clinic', 'clinicAndBuiltIn', 'examples'] as const;
export type FieldSource = (typeof FIELD_SOURCES)[number];

/** What stands behind one region of a field. */
export type RegionRisk = {
  readonly region: RegionId;
  readonly cases: number;
  readonly metastatic: number;
  /** Share of metastatic cases; null with fewer cases than `MIN_CASES`. */
  readonly value: number | null;
  /** 95 %, from the bootstrap over cases; [0, 1] with too few cases. */
  readonly interval: [number, number];
};

/** One place of the curve of risk by distance to the capsule (LLNM-Net Fig. 4b). */
export type CurvePoint = {
  readonly distanceMm: number;
  /** Null with fewer cases than `MIN_CASES` about this distance. */
  readonly value: number | null;
  readonly interval: [number, number];
  /** Effective number of cases behind it. */
  readonly behind: number;
};

/** How a kernel width did on cases it was not built from. */
export type SmoothingTrial = {
  readonly smoothingMm: number;
  /** Mean log loss of the held-out cases, nats; smaller is better. */
  readonly logLoss: number;
};

/** The choice of smoothing by cross-validation. */
export type SmoothingChoice = {
  readonly folds: number;
  readonly trials: readonly SmoothingTrial[];
  readonly chosenMm: number;
  /** Log loss of one share for every place: what a field must beat to say that the place matters. */
  readonly logLossWithoutPlace: number;
  /** Of (without place − chosen), paired over the held-out cases: mean and standard error. */
  readonly gain: number;
  readonly gainError: number;
};

/** A risk field over the template's volume, on a grid of cubes. */
export type RiskField = {
  /** `builtIn`, or the version's id in the store. */
  readonly id: string;
  readonly source: FieldSource;
  readonly cases: number;
  readonly metastatic: number;
  /** Standard deviation of the smoothing kernel, mm. */
  readonly smoothingMm: number;
  /** Null where the smoothing was set instead of chosen. */
  readonly smoothing: SmoothingChoice | null;
  readonly stepMm: number;
  readonly origin: Point3;
  readonly size: readonly [number, number, number];
  /** Smoothed share of metastatic cases per grid point, x fastest; NaN where too few cases lie near. */
  readonly values: Float32Array;
  /** Effective number of cases behind each grid point (Kish). */
  readonly behind: Float32Array;
  /** Sum of all registered maps at each grid point: with it eq. 15 can be had as the paper writes it. */
  readonly weights: Float32Array;
  readonly regions: readonly RegionRisk[];
  /** Cases whose band lies in no single region: in the field, in no row of the table. */
  readonly withoutRegion: number;
  readonly curve: readonly CurvePoint[];
};

/** Fewer cases than this in a region or behind a grid point: "too few cases here" instead of a colour. */
export const MIN_CASES = 8;
