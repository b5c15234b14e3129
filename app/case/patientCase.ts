import { z } from 'zod';
import { maskRunsSchema } from '../segmentation/mask.ts';

/** What a person tells about a case, and what the workstation keeps of it. Millimetres, years, frame pixels. */

export const sexSchema = z.enum(['F', 'M']);
export type Sex = z.infer<typeof sexSchema>;
export const sideSchema = z.enum(['left', 'right', 'isthmus']);
export type Side = z.infer<typeof sideSchema>;
export const poleSchema = z.enum(['upper', 'middle', 'lower']);
export type Pole = z.infer<typeof poleSchema>;
export const viewKindSchema = z.enum(['transverse', 'longitudinal']);
export type ViewKind = z.infer<typeof viewKindSchema>;

export const AGE_YEARS = { min: 0, max: 120 } as const;
/** Below this age nothing is estimated: hardly one such patient stands behind any figure, and children's disease differs. */
export const ADULT_FROM_YEARS = 18;
export const SPACING_MM_PER_PX = { min: 0.005, max: 2 } as const;
/** Reports are cut at 50 tokens by the model; this bound only keeps the store sane. */
export const REPORT_CHARACTERS_MAX = 20_000;

export const ageYearsSchema = z.int().min(AGE_YEARS.min).max(AGE_YEARS.max);
export const spacingMmPerPxSchema = z.number().min(SPACING_MM_PER_PX.min).max(SPACING_MM_PER_PX.max);

/** Where the scale of a frame came from; shown beside every length. */
export const spacingSourceSchema = z.enum([
  'dicomRegion',
  'dicomPixelSpacing',
  'entered',
  'measured',
  'phantom',
]);
export type SpacingSource = z.infer<typeof spacingSourceSchema>;

/** One stored view of a case. The picture itself is a blob fetched by `imageId`. */
export const caseViewSchema = z.object({
  kind: viewKindSchema,
  imageId: z.string(),
  fileName: z.string().max(300),
  width: z.int().min(1),
  height: z.int().min(1),
  spacingMmPerPx: spacingMmPerPxSchema.nullable(),
  spacingSource: spacingSourceSchema.nullable(),
  /** Strongly coloured pixels were seen when the file was read (Doppler, a photograph): grey alone is stored. */
  colour: z.boolean(),
  /** Set by hand with brush or eraser; null means "take the model's". */
  handNodule: maskRunsSchema.nullable(),
  handGland: maskRunsSchema.nullable(),
  /** Which of the detected nodules is meant, by rank of score; 0 is the best. */
  chosenNodule: z.int().min(0).max(50),
});
export type CaseView = z.infer<typeof caseViewSchema>;

/** The part of a case that a person types or picks. */
export const caseFactsSchema = z.object({
  /** The clinic's own short name for the case; never required to be a person's name. */
  label: z.string().trim().min(1).max(80),
  ageYears: ageYearsSchema.nullable(),
  sex: sexSchema.nullable(),
  side: sideSchema.nullable(),
  pole: poleSchema.nullable(),
  report: z.string().max(REPORT_CHARACTERS_MAX),
});
export type CaseFacts = z.infer<typeof caseFactsSchema>;

export const patientCaseSchema = caseFactsSchema.extend({
  id: z.string(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  /** Counts every change that can alter the estimate; an assessment of an older revision is stale. */
  revision: z.int().min(1),
  views: z.array(caseViewSchema).min(0).max(2),
  /** True for phantom pictures: shown wherever the case is shown. */
  simulated: z.boolean(),
  reviewedAt: z.iso.datetime().nullable(),
  archivedAt: z.iso.datetime().nullable(),
});
export type PatientCase = z.infer<typeof patientCaseSchema>;
