import type { Sex, ViewKind } from '../case/patientCase.ts';
import { REPORT_TOKENS, REPORT_WIDTH } from '../report/tokenise.ts';

/** Side of the three maps the fusion network reads. */
export const MAP_SIDE = 224;
const MAP_AREA = MAP_SIDE * MAP_SIDE;
/** Age is centred on the paper's median and scaled to about one standard deviation (Table 1). */
const AGE_CENTRE_YEARS = 43;
const AGE_SCALE_YEARS = 15;
const ECHOGENICITY_SCALE = 64;
const LENGTH_SCALE_MM = 10;
/**
 * Where the scale is unknown a length is given as its share of d_max times this: d_max, the gland's half
 * thickness, is about 9 mm in adults, so the network meets both kinds of length in one range. The flag
 * `scaleKnown` tells it which it reads; nothing in millimetres is ever shown from it.
 */
const TYPICAL_MAX_DISTANCE_MM = 9;

export type FloatTensor = { type: 'float32'; data: Float32Array; dims: number[] };

/** Every input of the fusion network. */
export type FusionTensors = Record<
  'location' | 'texture' | 'margin' | 'report' | 'reportMask' | 'demographics' | 'morphology' | 'gland',
  FloatTensor
>;

/** What feature extraction found in one view. */
export type FusionView = {
  /** φ map, 224 × 224: −1 outside the gland, −0.5 gland tissue, 0..1 nodule (`locationMap`). */
  readonly location: Float32Array;
  /** Texture crop and margin mosaic, 224 × 224, 0..1. */
  readonly texture: Float32Array;
  readonly margin: Float32Array;
  /** Grey levels, outside minus inside; null when it could not be measured. */
  readonly echogenicity: number | null;
  readonly lengthPx: number;
  readonly widthPx: number;
  /** Depth over breadth. */
  readonly ratio: number;
  /** d_max of the gland, px. */
  readonly maxDistancePx: number;
  readonly spacingMmPerPx: number | null;
  readonly kind: ViewKind;
};

type FusionMap = 'location' | 'texture' | 'margin';

export type FusionFacts = { readonly sex: Sex | null; readonly ageYears: number | null };

export type FusionReport = {
  /** 50 × 384, zero-padded (`reportVectors`). */
  readonly vectors: Float32Array;
  /** 50 values, 1 where a token stands. */
  readonly mask: readonly number[];
};

/** The shape token's numbers: length and width (mm / 10, or share of d_max × 0.9), ratio, scaleKnown. */
export function shapeNumbers(view: Omit<FusionView, FusionMap | 'kind'>): number[] {
  const unit =
    view.spacingMmPerPx === null
      ? TYPICAL_MAX_DISTANCE_MM / Math.max(1, view.maxDistancePx) / LENGTH_SCALE_MM
      : view.spacingMmPerPx / LENGTH_SCALE_MM;
  return [view.lengthPx * unit, view.widthPx * unit, view.ratio, view.spacingMmPerPx === null ? 0 : 1];
}

/** Where `demographicNumbers` says that the sex is known. */
export const SEX_KNOWN = 1;

/** (sex: F 0, M 1; sexKnown; (age − 43) / 15; ageKnown); an unknown fact is 0 with its flag 0. */
export function demographicNumbers(facts: FusionFacts): number[] {
  return [
    facts.sex === 'M' ? 1 : 0,
    facts.sex === null ? 0 : 1,
    facts.ageYears === null ? 0 : (facts.ageYears - AGE_CENTRE_YEARS) / AGE_SCALE_YEARS,
    facts.ageYears === null ? 0 : 1,
  ];
}

/** How many `morphologyNumbers` a view has, and which says that its scale is known. */
export const MORPHOLOGY_NUMBERS = 5;
export const SCALE_KNOWN = 4;

/** A view's five morphology numbers: echogenicity / 64, then the shape numbers. */
export function morphologyNumbers(view: Omit<FusionView, FusionMap | 'kind'>): number[] {
  return [(view.echogenicity ?? 0) / ECHOGENICITY_SCALE, ...shapeNumbers(view)];
}

/** What stands for d_max (mm / 10) where the scale is unknown: the gland's typical half thickness. */
export const TYPICAL_GLAND_NUMBER = TYPICAL_MAX_DISTANCE_MM / LENGTH_SCALE_MM;

/**
 * What the location map leaves out: how deep the gland is (d_max, mm / 10), whether that is known, and the plane
 * (transverse −1, longitudinal 1). φ is a share of d_max, and the capsule's published thresholds are in millimetres;
 * left in a longitudinal frame is cranial, in a transverse one it is not.
 */
export function glandNumbers(
  view: Pick<FusionView, 'maxDistancePx' | 'spacingMmPerPx' | 'kind'>,
): [depth: number, scaleKnown: number, plane: number] {
  const plane = view.kind === 'longitudinal' ? 1 : -1;
  return view.spacingMmPerPx === null
    ? [TYPICAL_GLAND_NUMBER, 0, plane]
    : [(view.maxDistancePx * view.spacingMmPerPx) / LENGTH_SCALE_MM, 1, plane];
}

/**
 * The tensors of `fusion.onnx` for one case of one or two views. The product and the training export
 * (tools/exportCohort.ts) build them here and nowhere else.
 *
 * @param report null where there is no report: its tokens are then masked out
 */
export function fusionInputs(
  views: readonly FusionView[],
  report: FusionReport | null,
  facts: FusionFacts,
): FusionTensors {
  const count = views.length;
  const maps = (pick: (view: FusionView) => Float32Array): FloatTensor => {
    const data = new Float32Array(count * MAP_AREA);
    for (const [i, view] of views.entries()) data.set(pick(view), i * MAP_AREA);
    return { type: 'float32', data, dims: [count, 1, MAP_SIDE, MAP_SIDE] };
  };
  const numbers = (values: readonly number[], dims: number[]): FloatTensor => ({
    type: 'float32',
    data: Float32Array.from(values),
    dims,
  });
  return {
    location: maps((view) => view.location),
    texture: maps((view) => view.texture),
    margin: maps((view) => view.margin),
    report: {
      type: 'float32',
      data: report?.vectors ?? new Float32Array(REPORT_TOKENS * REPORT_WIDTH),
      dims: [1, REPORT_TOKENS, REPORT_WIDTH],
    },
    reportMask: numbers(report?.mask ?? new Array(REPORT_TOKENS).fill(0), [1, REPORT_TOKENS]),
    demographics: numbers(demographicNumbers(facts), [1, 4]),
    morphology: numbers(views.flatMap(morphologyNumbers), [count, MORPHOLOGY_NUMBERS]),
    gland: numbers(views.flatMap(glandNumbers), [count, 3]),
  };
}
