import type { Pole } from '../case/patientCase.ts';
import type { ReportWords } from './phrases.ts';

/**
 * What the simulated labels follow. Log-odds of lateral node metastasis, additive:
 * location + morphology + report + demographics + intercept. All effects are on one page; the figures they
 * were set to reach are printed by `node tools/drawCohort.ts` and stand in models/packs/llnm-1.0.0/fusion.md.
 */

/**
 * Distance to the capsule. LLNM-Net Figure 4b: the risk falls with distance and averages more than 72% below
 * 2.5 mm. Effect = strength × exp(−distance / scale).
 */
export const DISTANCE = { strength: 6.4, scaleMm: 6 } as const;

/** Place in the gland. LLNM-Net Figure 4c: upper and middle lobes high; isthmus low. Back 2019: upper pole. */
export const PLACE: Readonly<Record<Pole | 'isthmus', number>> = {
  upper: 0.4,
  middle: 0.25,
  lower: -0.6,
  isthmus: -0.9,
};
export const ISTHMUS_SHARE = 0.05;

/** Cohort means and deviations that make each picture measurement a standard score. */
export const STANDARD = {
  logLengthMm: { mean: 2.1, deviation: 0.55 },
  ratio: { mean: 0.87, deviation: 0.28 },
  echogenicity: { mean: 32, deviation: 22.5 },
  heterogeneity: { mean: 0.48, deviation: 0.24 },
  sharpness: { mean: 0.124, deviation: 0.033 },
} as const;

/** Morphology per standard score: size (Huang 2023), taller than wide, dark, uneven texture, blurred margin (Yu 2020). */
export const MORPHOLOGY = {
  logLengthMm: 0.25,
  ratio: 0.2,
  echogenicity: 0.2,
  heterogeneity: 0.4,
  sharpness: -0.45,
} as const;

/** Words of the report, before `REPORT_STRENGTH`. Directions after ACR TI-RADS and C-TIRADS. */
export const REPORT: {
  readonly [Topic in keyof ReportWords]: Readonly<Record<NonNullable<ReportWords[Topic]>, number>>;
} = {
  composition: { solid: 0.1, mixed: -0.3, cystic: -0.8, spongiform: -0.7 },
  echogenicity: { markedlyHypoechoic: 0.3, hypoechoic: 0.1, isoechoic: -0.3, hyperechoic: -0.4 },
  margin: {
    smooth: -0.5,
    wellDefined: -0.35,
    illDefined: 0.15,
    lobulated: 0.3,
    irregular: 0.45,
    spiculated: 0.7,
  },
  shape: { wider: -0.15, oval: -0.1, taller: 0.35 },
  foci: { none: -0.3, comet: -0.4, coarse: 0.05, punctate: 0.6 },
  capsule: { away: -0.4, intact: -0.25, near: 0.1, abutting: 0.35, interrupted: 0.8 },
  flow: { none: -0.1, little: 0, rich: 0.25 },
  nodes: { none: -0.2, suspicious: 1 },
};
export const REPORT_STRENGTH = 0.75;

/**
 * Sex and age. Fitted on the 631 real patients of the two public tables (`node tools/fitDemographics.ts`): male
 * +0.93 ± 0.42, per 15 years +0.05 ± 0.19 (95%). The literature has the young at higher risk; −0.14 is the
 * lower end of that interval. An effect beside other strong ones must be larger to leave the same marginal
 * effect (non-collapsibility), hence the factor.
 */
export const DEMOGRAPHICS = { male: 0.93 * 1.35, per15Years: -0.14 * 1.35 } as const;
/** Table 1: age median 43 (34–54), 71% women. */
export const POPULATION = {
  ageMedian: 43.5,
  ageDeviation: 14.5,
  ageMin: 18,
  ageMax: 85,
  femaleShare: 0.71,
} as const;

export const PREVALENCE = 0.52;
/** Makes the training cases' mean risk equal to the prevalence; printed and checked by `node tools/drawCohort.ts`. */
export const INTERCEPT = -5.165;

/**
 * Nodal burden. Table 1: of all patients 48% have no positive node, 44% one to five, 9% more. A stage of at
 * least 2 (or 3) needs metastasis and a burden that grows with the log-odds.
 */
export const BURDEN = { slope: 1.2, stage2At: 0.8, stage3At: 3.2 } as const;
