import { z } from 'zod';
import { outcomeBasisSchema, outcomeSchema } from '../case/outcome.ts';
import { failureSchema } from '../failure.ts';

/** Channels of outcomes and of the risk field's versions. */

const none = z.object({});
const share = z.number().min(0).max(1);
const interval = z.tuple([share, share]);

/** Where a version's cases come from; the one that ships is `builtIn` and is no version of the store. */
export const versionSourceSchema = z.enum(['clinic', 'clinicAndBuiltIn', 'examples']);
export type VersionSource = z.infer<typeof versionSourceSchema>;

export const leftOutReasonSchema = z.enum([
  /** No view of the last assessment has both outlines. */
  'noOutlines',
  /** The side of the neck is neither given nor visible. */
  'noSide',
  /** A view's gland could not be brought onto the template. */
  'notRegistered',
]);
export type LeftOutReason = z.infer<typeof leftOutReasonSchema>;

export const regionRiskSchema = z.object({
  region: z.string(),
  cases: z.number().min(0),
  metastatic: z.number().min(0),
  value: share.nullable(),
  interval,
});

export const curvePointSchema = z.object({
  distanceMm: z.number().min(0),
  value: share.nullable(),
  interval,
  behind: z.number().min(0),
});

export const smoothingChoiceSchema = z.object({
  folds: z.int(),
  trials: z.array(z.object({ smoothingMm: z.number(), logLoss: z.number() })),
  chosenMm: z.number(),
  logLossWithoutPlace: z.number(),
  gain: z.number(),
  gainError: z.number(),
});

/** A built version of the field, without its grid. Immutable. */
export const fieldVersionSchema = z.object({
  id: z.string(),
  createdAt: z.iso.datetime(),
  createdBy: z.string().nullable(),
  source: versionSourceSchema,
  /** The clinic's cases it was built from, in the order of their ids. */
  caseIds: z.array(z.string()),
  leftOut: z.array(z.object({ caseId: z.string(), reason: leftOutReasonSchema })),
  cases: z.int(),
  metastatic: z.int(),
  /** As how many cases the simulated cohort counts in it; 0 unless pooled. */
  simulatedWorth: z.number().min(0),
  smoothingMm: z.number(),
  smoothing: smoothingChoiceSchema.nullable(),
  withoutRegion: z.int(),
  regions: z.array(regionRiskSchema),
  curve: z.array(curvePointSchema),
  /** Of everything above but who and when, and of the grid. */
  sha256: z.string().length(64),
});
export type FieldVersion = z.infer<typeof fieldVersionSchema>;

/** The grid of a version; numbers as little-endian 32-bit floats in base64, x fastest. */
export const fieldGridSchema = z.object({
  stepMm: z.number(),
  origin: z.tuple([z.number(), z.number(), z.number()]),
  size: z.tuple([z.int(), z.int(), z.int()]),
  valuesBase64: z.string(),
  behindBase64: z.string(),
  weightsBase64: z.string(),
});
export type FieldGrid = z.infer<typeof fieldGridSchema>;

export const rebuildJobSchema = z.object({
  jobId: z.string(),
  source: versionSourceSchema,
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  step: z.enum(['placing', 'smoothing', 'saving']),
  done: z.int(),
  total: z.int(),
  /** The version it made. */
  fieldId: z.string().nullable(),
  failure: failureSchema.nullable(),
});
export type RebuildJob = z.infer<typeof rebuildJobSchema>;

/** Cases whose outcome is recorded. Simulated ones are never counted with the clinic's. */
const supplySchema = z.object({
  operated: z.int(),
  metastatic: z.int(),
  /** Of the operated, those without an assessment. */
  notAssessed: z.int(),
  /** Of the operated, how many lie in each region by their last assessment. */
  byRegion: z.record(z.string(), z.int()),
});
export type FieldSupply = z.infer<typeof supplySchema>;

export const fieldListSchema = z.object({
  /** `builtIn` or a version's id. */
  activeId: z.string(),
  versions: z.array(fieldVersionSchema),
  own: supplySchema,
  examples: supplySchema,
  /** The rebuild under way, or the last one of this session. */
  job: rebuildJobSchema.nullable(),
});
export type FieldList = z.infer<typeof fieldListSchema>;

const outcomes = z.object({ outcomes: z.array(outcomeSchema) });

export const FIELD_CHANNELS = {
  /** Every outcome recorded for a case, newest first: the first one counts. */
  'outcome.list': { needs: 'reader', input: z.object({ caseId: z.string() }), output: outcomes },
  'outcome.record': {
    needs: 'clinician',
    input: z.object({
      caseId: z.string(),
      lateralMetastasis: z.boolean().nullable(),
      basis: outcomeBasisSchema,
    }),
    output: outcomes,
  },
  'field.list': { needs: 'reader', input: none, output: fieldListSchema },
  'field.get': {
    needs: 'reader',
    input: z.object({ fieldId: z.string() }),
    output: z.object({ version: fieldVersionSchema, grid: fieldGridSchema }),
  },
  'field.rebuild': {
    needs: 'administrator',
    input: z.object({ source: versionSourceSchema }),
    output: rebuildJobSchema,
  },
  'field.cancel': { needs: 'administrator', input: none, output: none },
  /** Assessments made from now on read their place's risk from it; earlier ones keep theirs. */
  'field.activate': {
    needs: 'administrator',
    input: z.object({ fieldId: z.string() }),
    output: fieldListSchema,
  },
} as const;

export const FIELD_EVENTS = {
  'field.rebuilding': z.object({ job: rebuildJobSchema }),
  /** Another field is in use, or an outcome was recorded. */
  'field.changed': z.object({}),
} as const;
