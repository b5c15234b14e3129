import type { ReliabilityBin } from '../../app/statistics/calibration.ts';
import type { DecisionPoint, ImpactRow } from '../../app/statistics/decisionCurve.ts';
import type { RocPoint } from '../../app/statistics/roc.ts';

/** One figure with its bootstrap 95% interval; NaN where it does not exist (no case called positive). */
export type Measure = {
  readonly name: string;
  readonly value: number;
  readonly interval: readonly [number, number] | null;
};

/** What is drawn of a two-class answer. */
export type Curves = {
  readonly roc: readonly RocPoint[];
  readonly reliability: readonly ReliabilityBin[];
  readonly decision: readonly DecisionPoint[];
  readonly impact: readonly ImpactRow[];
  readonly prevalence: number;
};

/** What one model did on one part of the folder. */
export type Result = {
  /** `predictions`, `lateralNeck`, `boxes`, `malignancy`, `noduleMasks`, `glandMasks`, `cytology`, `clinical`. */
  readonly task: string;
  /** The model: a column of predictions, or a pack's name and version. */
  readonly model: string;
  /** The file or folder, and which part of it. */
  readonly on: string;
  readonly cases: number;
  /** Groups that the bootstrap draws (patients where they are known). */
  readonly groups: number;
  readonly measures: readonly Measure[];
  /** Trivial answers on the same cases, to read the figures beside. */
  readonly baselines: readonly Measure[];
  readonly notes: readonly string[];
  readonly curves?: Curves;
  /** Per case, for whoever wants to go on with them: identifier, probability or overlap, truth. */
  readonly answers: readonly { readonly id: string; readonly value: number; readonly truth: number | null }[];
};

/** Two models on the same cases. */
export type Comparison = {
  readonly on: string;
  readonly first: string;
  readonly second: string;
  readonly cases: number;
  readonly aucDifference: number;
  readonly interval: readonly [number, number];
  readonly z: number;
  /** DeLong, two-sided. */
  readonly p: number;
  /** Distance of the distributions of the two models' values. */
  readonly ksDistance: number;
  readonly ksP: number;
};

/** Something the person can put right: printed as one line, exit code 2. */
export class EvaluateTrouble extends Error {}
