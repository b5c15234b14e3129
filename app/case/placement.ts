import { z } from 'zod';
import { poleSchema, sideSchema } from './patientCase.ts';

/** Where an assessed nodule was placed in the template; the types of atlas/place.types.ts as they are kept. */

const unit = z.number().min(0).max(1);
export const placeSchema = z.object({
  rightToLeft: unit,
  inferiorToSuperior: unit,
  anteriorToPosterior: unit,
});
const lengths = z.object({
  rightToLeft: z.number().min(0),
  inferiorToSuperior: z.number().min(0),
  anteriorToPosterior: z.number().min(0),
});

const viewPlacingSchema = z.object({
  method: z.enum(['registered', 'outlines', 'visiblePart']),
  refused: z.enum(['outlineUnlike', 'outlineMissed', 'folded', 'noduleLost']).nullable(),
  quality: z
    .object({
      diceAffine: unit,
      dice: unit,
      mse: z.number(),
      smallestJacobian: z.number(),
      insideShare: z.number(),
    })
    .nullable(),
});

export const placementSchema = z.object({
  place: placeSchema,
  uncertaintyMm: lengths,
  band: z.array(placeSchema).min(1).max(100).readonly(),
  extentMm: lengths,
  side: sideSchema,
  pole: poleSchema,
  views: z.object({
    transverse: viewPlacingSchema.nullable(),
    longitudinal: viewPlacingSchema.nullable(),
  }),
});

/** Which risk field a place's risk was read from. */
export const usedFieldSchema = z.object({
  /** `builtIn` or the id of a version. */
  id: z.string(),
  source: z.enum(['builtIn', 'clinic', 'clinicAndBuiltIn', 'examples']),
  /** When the version was built; null for the built-in one. */
  createdAt: z.iso.datetime().nullable(),
});
export type UsedField = z.infer<typeof usedFieldSchema>;
