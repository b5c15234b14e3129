import { z } from 'zod';
import { opinionSchema } from '../opinion/opinion.ts';
import { lackSchema } from '../risk/lacking.ts';
import { maskRunsSchema } from '../segmentation/mask.ts';
import { boxSchema, coarseMapSchema } from './coarseMap.ts';
import { poleSchema, sexSchema, sideSchema, spacingSourceSchema, viewKindSchema } from './patientCase.ts';
import { placementSchema, placeSchema, usedFieldSchema } from './placement.ts';
import { restingSettingsSchema } from './staleness.ts';

export { boxSchema, type CoarseMap, coarseMapSchema } from './coarseMap.ts';

/** One finished assessment: immutable, tied to the case revision and the model files that made it. */

export const pointSchema = z.object({ x: z.number(), y: z.number() });
const unit = z.number().min(0).max(1);

/** The eight features of LLNM-Net, in the order of its Figure 5. */
export const featureNameSchema = z.enum([
  'location',
  'report',
  'internalMorphology',
  'margin',
  'echogenicity',
  'shape',
  'sex',
  'age',
]);
export type FeatureName = z.infer<typeof featureNameSchema>;
export const FEATURE_NAMES = featureNameSchema.options;

/** The modality groups of LLNM-Net's Figure 6a. */
export const featureGroupSchema = z.enum(['location', 'morphology', 'report', 'demographics']);
export type FeatureGroup = z.infer<typeof featureGroupSchema>;

export const featureSchema = z.object({
  name: featureNameSchema,
  group: featureGroupSchema,
  /** Share of the estimate carried by this feature; the eight add up to 1. */
  contribution: unit,
  /** What this feature alone points to, 0 to 1; Σ contribution × response is the displayed risk. */
  response: unit,
  /** The displayed risk if this feature were typical (or not given) and all others as they are. */
  without: unit.optional(),
  /** The share that attention rollout gives it, the paper's method; kept beside what is shown. */
  rollout: unit.optional(),
});
export type Feature = z.infer<typeof featureSchema>;

export const findingCodeSchema = z.enum([
  'calipers',
  'blur',
  'noGland',
  'noNodule',
  'severalNodules',
  'weakNodule',
  'reportCut',
  'reportMissing',
  'reportNotUnderstood',
  'viewMissing',
  'scaleMissing',
  'ageMissing',
  /** Younger than `ADULT_FROM_YEARS`. */
  'child',
  'sexMissing',
  'sideMissing',
  'nearCapsule',
  'noduleOutsideGland',
  'lowContrast',
  'textBurnedIn',
  'colour',
  'notThyroid',
  'viewsDisagree',
  /** By its gland's outline a view looks like the other section. */
  'viewDoubtful',
  'inferenceRestarted',
  /** A second opinion could not be had; the estimate itself is not touched by it. */
  'opinionFailed',
]);
export type FindingCode = z.infer<typeof findingCodeSchema>;
export const findingSchema = z.object({
  code: findingCodeSchema,
  severity: z.enum(['note', 'warning', 'withholds']),
  view: viewKindSchema.nullable(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Finding = z.infer<typeof findingSchema>;

export const detectedNoduleSchema = z.object({ box: boxSchema, score: unit, mask: maskRunsSchema });
export type DetectedNodule = z.infer<typeof detectedNoduleSchema>;

export const capsuleLineSchema = z.object({
  /** On the nodule's contour and on the gland's capsule, frame pixels. */
  nodulePoint: pointSchema,
  capsulePoint: pointSchema,
  distancePx: z.number().min(0),
  distanceMm: z.number().min(0).nullable(),
});
export type CapsuleLine = z.infer<typeof capsuleLineSchema>;

export const assessedViewSchema = z.object({
  kind: viewKindSchema,
  imageId: z.string(),
  width: z.int(),
  height: z.int(),
  spacingMmPerPx: z.number().nullable(),
  spacingSource: spacingSourceSchema.nullable(),
  nodules: z.array(detectedNoduleSchema),
  /** The mask used: the person's where there is one, else the chosen detection; null when none was found. */
  nodule: maskRunsSchema.nullable(),
  noduleByHand: z.boolean(),
  gland: maskRunsSchema.nullable(),
  glandByHand: z.boolean(),
  /** The gland pixel farthest from the capsule (CPDT's point C) and its distance d_max. */
  centralPoint: pointSchema.nullable(),
  maxDistancePx: z.number().nullable(),
  capsuleLine: capsuleLineSchema.nullable(),
  /** Largest φ over the nodule, 0 at C to 1 on or beyond the capsule. */
  maxPhi: unit.nullable(),
  shape: z
    .object({
      lengthPx: z.number(),
      widthPx: z.number(),
      lengthMm: z.number().nullable(),
      widthMm: z.number().nullable(),
      ratio: z.number(),
    })
    .nullable(),
  /** Mean grey of the ring outside minus mean inside, grey levels (positive: darker nodule). */
  echogenicity: z.number().nullable(),
  /** Null for a map whose method failed its checks on the pack that made it. */
  cam: z
    .object({
      location: coarseMapSchema.nullable(),
      texture: coarseMapSchema.nullable(),
      margin: coarseMapSchema.nullable(),
    })
    .nullable(),
});
export type AssessedView = z.infer<typeof assessedViewSchema>;

export const reportTokenSchema = z.object({
  text: z.string(),
  /** Where the token stands in the report as typed: [start, end) in UTF-16 units. */
  start: z.int().min(0),
  end: z.int().min(0),
  /** Attention rollout in the oldest assessments, 0 since: what the report does is told of its parts (`reportParts`). */
  weight: unit,
});
export type ReportToken = z.infer<typeof reportTokenSchema>;

export const usedModelSchema = z.object({
  name: z.string(),
  version: z.string(),
  sha256: z.string().length(64),
});
export type UsedModel = z.infer<typeof usedModelSchema>;

export const riskSchema = z.object({
  probability: unit,
  interval: z.tuple([unit, unit]),
  stage: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  stageProbabilities: z.tuple([unit, unit, unit]),
  /** The prevalence the probability assumes (settings; 0.52 as in the paper). */
  prevalence: unit,
  /** What the case lacked of what the network can read; absent in assessments from before this was looked at. */
  lacking: z
    .object({
      what: z.array(lackSchema),
      /** Whether figure and interval were calibrated on cases that lack the same. */
      calibrated: z.boolean(),
      /** How well the network ranks such cases, held out; null where that was not measured. */
      auc: unit.nullable(),
    })
    .optional(),
});
export type Risk = z.infer<typeof riskSchema>;

/** The steps of the way a case takes, in order; each is named on screen with its time. */
export const assessmentStepSchema = z.enum([
  'image',
  'segmentation',
  'location',
  'morphology',
  'report',
  'fusion',
]);
export type AssessmentStep = z.infer<typeof assessmentStepSchema>;
export const ASSESSMENT_STEPS = assessmentStepSchema.options;

/** A part of the report, between two marks, and what it does to the estimate. */
export const reportPartSchema = z.object({
  /** Where it stands in the report as typed: [start, end) in UTF-16 units. */
  start: z.int().min(0),
  end: z.int().min(0),
  /** Share of the sum of all parts' effects, 0 to 1. */
  share: unit,
  raises: z.boolean(),
  /** The displayed risk without this part. */
  without: unit,
});
export type AssessedReportPart = z.infer<typeof reportPartSchema>;

/** How the explanations of an assessment were made, and which were left out because their method failed a check. */
export const explainedSchema = z.object({
  /** Null: no method passed, and `features` is empty. */
  contributions: z.enum(['occlusion', 'rollout']).nullable(),
  /** False: the method failed, and nothing is said of single parts or words. */
  reportTokens: z.boolean(),
  /** Absent where the method failed or was not asked, and in the oldest assessments, whose tokens carry attention rollout. */
  reportParts: z.array(reportPartSchema).optional(),
  /** The method passed, and the parts are asked for when the result is opened (`explanation.report`). */
  partsOnRequest: z.literal(true).optional(),
});
export type Explained = z.infer<typeof explainedSchema>;

export const placeRiskSchema = z.object({
  value: unit,
  interval: z.tuple([unit, unit]),
  /** Half-width of the unknown along the missing axis, mm; 0 with two views. */
  uncertaintyMm: z.number().min(0),
});

export const assessmentSchema = z.object({
  id: z.string(),
  caseId: z.string(),
  caseRevision: z.int(),
  createdAt: z.iso.datetime(),
  packVersion: z.string(),
  /** The facts as they were when assessed. */
  facts: z.object({
    ageYears: z.int().nullable(),
    sex: sexSchema.nullable(),
    side: sideSchema.nullable(),
    pole: poleSchema.nullable(),
    report: z.string(),
  }),
  /** The settings it rests on; absent in assessments from before they were kept. */
  settings: restingSettingsSchema.optional(),
  /** Null when the estimate is withheld; then `findings` holds at least one that withholds. */
  risk: riskSchema.nullable(),
  features: z.array(featureSchema),
  /** Assessments from before explanations were checked have none; their contributions are attention rollout. */
  explained: explainedSchema.optional(),
  location: z.object({
    distanceToCapsuleMm: z.number().nullable(),
    /** The same distance as a share of d_max, for when the scale is unknown. */
    distanceToCapsuleShare: z.number().nullable(),
    side: sideSchema.nullable(),
    pole: poleSchema.nullable(),
    atlasRisk: placeRiskSchema.nullable(),
    /** Place in the template's frame: 0 to 1 along each anatomical axis of the gland. */
    place: placeSchema.nullable(),
    /** Extent, band and how each view was placed; assessments from before have none. */
    placement: placementSchema.nullable().optional(),
    /** What `atlasRisk` was read from; assessments from before read the built-in field. */
    field: usedFieldSchema.nullable().optional(),
  }),
  views: z.array(assessedViewSchema),
  tokens: z.array(reportTokenSchema),
  findings: z.array(findingSchema),
  models: z.array(usedModelSchema),
  simulatedLabels: z.boolean(),
  /** What the other systems in use say; assessments from before there were any have none. */
  opinions: z.array(opinionSchema).default([]),
  timingsMs: z.record(assessmentStepSchema, z.number()),
});
export type Assessment = z.infer<typeof assessmentSchema>;
