import type { Pole } from '../case/patientCase.ts';
import type { ReportWords } from './phrases.ts';

/**
 * What the simulated labels follow. Log-odds of lateral node metastasis, additive:
 * location + morphology + report + demographics + intercept. All effects are on one page. How strong the four
 * groups are was set so that the terms have the published single-modality AUCs and ablations (LLNM-Net, Supplementary
 * Tables S8 and S9); the figures reached are printed beside the published ones by
 * `node tools/drawCohort.ts --print` and stand in models/packs/llnm-1.0.0/fusion.md.
 */

/**
 * Distance to the capsule. LLNM-Net Figure 4b: the risk falls with distance and averages more than 72% below
 * 2.5 mm. Effect = strength / (1 + exp((distance − middle) / width)): high up to there, low well beyond it.
 */
export const DISTANCE = { strength: 11.3, middleMm: 2.98, widthMm: 0.8 } as const;

/**
 * Pictures' own nodules are large (they were pictured because they were seen), and a large nodule reaches the capsule of
 * any gland. A draw is kept with a probability that falls from 1 at `allKeptToMm` to `keptLarge` at `fewKeptFromMm` of
 * length (then about the paper's 6.3 mm, 3.7–9.4), and one that rises from `keptAtCapsule` to 1 at `allKeptFromMm` from
 * the capsule: distance varies among the simulated cases, and size does not stand for it.
 */
export const CROWDING = {
  allKeptToMm: 8,
  fewKeptFromMm: 13,
  keptLarge: 0.15,
  keptAtCapsule: 0.5,
  allKeptFromMm: 3,
} as const;

/** Place in the gland. LLNM-Net Figure 4c: upper and middle lobes high; isthmus low. Back 2019: upper pole. */
export const PLACE: Readonly<Record<Pole | 'isthmus', number>> = {
  upper: 1.54,
  middle: 1.15,
  lower: -2.3,
  isthmus: -3.92,
};
/** Where along the gland's box in the longitudinal view, 0 cranial to 1, the upper and the middle third of simulated cases end. */
export const POLES = { upperBelow: 0.37, middleBelow: 0.6 } as const;
export const ISTHMUS_SHARE = 0.05;

/** Means and deviations over the training views (`node tools/drawCohort.ts --print`), that make each picture measurement a standard score. */
export const STANDARD = {
  logLengthMm: { mean: 1.83, deviation: 0.4 },
  ratio: { mean: 0.876, deviation: 0.254 },
  echogenicity: { mean: 31.5, deviation: 19.1 },
  heterogeneity: { mean: 0.482, deviation: 0.237 },
  sharpness: { mean: 0.123, deviation: 0.033 },
} as const;

/**
 * Morphology per standard score: size (Huang 2023), taller than wide, dark, uneven texture, blurred margin (Yu 2020).
 */
export const MORPHOLOGY = {
  logLengthMm: 0.54,
  ratio: 2,
  echogenicity: 2.3,
  heterogeneity: 0.89,
  sharpness: -0.3,
} as const;

/** Words of the report, before `REPORT_STRENGTH`. Directions after ACR TI-RADS and C-TIRADS. */
export const REPORT: {
  readonly [Topic in keyof ReportWords]: Readonly<Record<NonNullable<ReportWords[Topic]>, number>>;
} = {
  composition: { solid: 0.1, mixed: -0.3, cystic: -0.8, spongiform: -0.7 },
  echogenicity: { markedlyHypoechoic: 0.1, hypoechoic: 0.05, isoechoic: -0.1, hyperechoic: -0.15 },
  margin: {
    smooth: -0.2,
    wellDefined: -0.15,
    illDefined: 0.05,
    lobulated: 0.1,
    irregular: 0.15,
    spiculated: 0.25,
  },
  shape: { wider: -0.05, oval: -0.05, taller: 0.1 },
  foci: { none: -0.3, comet: -0.4, coarse: 0.05, punctate: 0.6 },
  capsule: { away: -0.25, intact: -0.15, near: 0.05, abutting: 0.2, interrupted: 0.5 },
  flow: { none: -0.1, little: 0, rich: 0.25 },
  nodes: { none: -0.2, suspicious: 1 },
};
export const REPORT_STRENGTH = 4.42;

/**
 * Sex and age. Fitted on the 631 real patients of the two public tables (`node tools/fitDemographics.ts`): male
 * +0.93 ± 0.42, per 15 years +0.05 ± 0.19 (95%). The literature has the young at higher risk; −0.14 is the
 * lower end of that interval. An effect beside other strong ones must be larger to leave the same marginal
 * effect (non-collapsibility), hence the factor.
 */
export const DEMOGRAPHICS = { male: 0.93 * 2.85, per15Years: -0.14 * 2.85 } as const;
/** Table 1: age median 43 (34–54), 71% women. */
export const POPULATION = {
  ageMedian: 43.5,
  ageDeviation: 14.5,
  ageMin: 18,
  ageMax: 85,
  femaleShare: 0.71,
} as const;

/**
 * Who comes to this decision: rarely a patient in whom nothing is suspicious (nobody asks), nor one in whom
 * everything is (nobody needs to). A draw is kept with probability exp(−strictness × s² / 2), s the weighted sum of
 * the standard scores of location, morphology and report; sex and age send nobody. Such selection makes the three
 * weakly negatively correlated among patients (Berkson 1946), which is what the published ablations need: without it
 * a network that lacks one of them would lose less than published.
 */
export const SELECTION = {
  strictness: 0.25,
  weight: { location: 1, morphology: 1.5, report: 0.84, demographics: 0 },
  /** Of the terms before selection, printed by `node tools/drawCohort.ts --print`. */
  mean: { location: 6.04, morphology: -0.28, report: 0.27, demographics: 0.74 },
  deviation: { location: 4.2, morphology: 3.77, report: 2.59, demographics: 1.26 },
} as const;

export const PREVALENCE = 0.52;
/** Makes the training cases' mean risk equal to the prevalence; printed and checked by `node tools/drawCohort.ts`. */
export const INTERCEPT = -6.59;

/**
 * Nodal burden. Table 1: of all patients 48% have no positive node, 44% one to five, 9% more. A stage of at
 * least 2 (or 3) needs metastasis and a burden that grows with the log-odds.
 */
export const BURDEN = { slope: 0.65, stage2At: 1.2, stage3At: 7.2 } as const;
