import { z } from 'zod';

/** What a DICOM file says of its patient; kept only where the administrator has turned identifiers on. */
export const identifiersSchema = z.object({
  patientName: z.string().max(400).nullable(),
  patientId: z.string().max(100).nullable(),
  birthDate: z.string().max(20).nullable(),
  studyDate: z.string().max(20).nullable(),
  accessionNumber: z.string().max(100).nullable(),
});
export type Identifiers = z.infer<typeof identifiersSchema>;

/** What became of writing in the picture: none was found, it was painted over, or the person chose to keep it. */
export const burnedInTextSchema = z.enum(['none', 'blanked', 'kept']);

/**
 * Where a stored picture comes from and how it was de-identified (DICOM PS3.15 annex E): the attributes that a
 * de-identified file would carry, kept with the picture.
 */
export const imageOriginSchema = z.object({
  /** Patient Identity Removed (0012,0062). */
  patientIdentityRemoved: z.enum(['YES', 'NO']),
  /** De-identification Method (0012,0063). */
  deidentificationMethod: z.string(),
  /** De-identification Method Code Sequence (0012,0064): codes of CID 7050, scheme DCM. */
  deidentificationCodes: z.array(z.object({ value: z.string(), meaning: z.string() })),
  burnedInText: burnedInTextSchema,
  /** Mapped, the same for the same original in this store; null where the file is no DICOM file or has none. */
  studyInstanceUid: z.string().nullable(),
  seriesInstanceUid: z.string().nullable(),
  sopInstanceUid: z.string().nullable(),
  identifiers: identifiersSchema.nullable(),
});
export type ImageOrigin = z.infer<typeof imageOriginSchema>;
