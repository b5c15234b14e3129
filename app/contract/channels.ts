import { z } from 'zod';
import { assessmentSchema, assessmentStepSchema, findingSchema } from '../case/assessment.ts';
import {
  caseFactsSchema,
  patientCaseSchema,
  poleSchema,
  sexSchema,
  sideSchema,
  spacingMmPerPxSchema,
  spacingSourceSchema,
  viewKindSchema,
} from '../case/patientCase.ts';
import { staleReasonSchema } from '../case/staleness.ts';
import { SMEARS_AT_ONCE, smearSchema } from '../cytology/smear.ts';
import { failureSchema } from '../failure.ts';
import { imageOriginSchema } from '../image/imageOrigin.ts';
import { packManifestSchema } from '../pack/manifest.ts';
import { maskRunsSchema } from '../segmentation/mask.ts';
import { settingsChangeSchema, settingsSchema } from '../settings.ts';
import type { Need } from './access.ts';
import { ACCESS_CHANNELS } from './accessChannels.ts';
import { assessmentReasonSchema } from './assessmentReason.ts';
import { BACKUP_CHANNELS, BACKUP_EVENTS } from './backupChannels.ts';
import { EXPLANATION_CHANNELS, EXPLANATION_EVENTS } from './explanationChannels.ts';
import { FIELD_CHANNELS, FIELD_EVENTS } from './fieldChannels.ts';
import { TRANSFER_CHANNELS } from './transferChannels.ts';

/**
 * The one contract between what people see and the backend: `send(name, input) → output` and `listen(event)`.
 * Hosts (Electron, web) supply only the transport. Everything is JSON; binary travels as base64.
 */

const caseId = z.object({ caseId: z.string() });
const smears = z.object({ smears: z.array(smearSchema) });
const none = z.object({});

/** A file as the renderer hands it over: dropped files have bytes, not paths. */
export const incomingFileSchema = z.object({
  name: z.string().min(1).max(300),
  base64: z.string().max(400_000_000),
});
export type IncomingFile = z.infer<typeof incomingFileSchema>;

/** What was understood of a dropped picture, before anything is saved. */
export const stagedImageSchema = z.object({
  stagedId: z.string(),
  fileName: z.string(),
  sha256: z.string(),
  format: z.enum(['dicom', 'png', 'jpeg', 'bmp', 'tiff']),
  width: z.int(),
  height: z.int(),
  frames: z.int().min(1),
  /** Which frame of a multi-frame file is meant; the middle one unless chosen. */
  frame: z.int().min(0),
  spacingMmPerPx: z.number().nullable(),
  spacingSource: spacingSourceSchema.nullable(),
  viewGuess: viewKindSchema.nullable(),
  sideGuess: sideSchema.nullable(),
  ageYears: z.int().nullable(),
  sex: sexSchema.nullable(),
  colour: z.boolean(),
  /** PNG, base64, long side at most 320 px. */
  thumbnailBase64: z.string(),
  findings: z.array(findingSchema),
  /** Cases that hold the same picture already. */
  duplicateOf: z.array(z.object({ caseId: z.string(), label: z.string() })),
  /** Lines of writing in the picture, frame pixels: a name in the border, a label on the tissue. */
  burnedInText: z.array(z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })),
  /** The file's patient number, else name; null unless the administrator has turned identifiers on. */
  patientId: z.string().nullable(),
});
export type StagedImage = z.infer<typeof stagedImageSchema>;

/** What becomes of writing in a picture when it is stored. */
export const burnedInChoiceSchema = z.enum(['blank', 'keep']);
export type BurnedInChoice = z.infer<typeof burnedInChoiceSchema>;

export const workListRowSchema = z.object({
  caseId: z.string(),
  label: z.string(),
  ageYears: z.int().nullable(),
  sex: sexSchema.nullable(),
  side: sideSchema.nullable(),
  pole: poleSchema.nullable(),
  createdAt: z.iso.datetime(),
  assessedAt: z.iso.datetime().nullable(),
  /** 0 to 1; null when not assessed or withheld. */
  probability: z.number().nullable(),
  stage: z.int().nullable(),
  withheld: z.boolean(),
  stale: z.boolean(),
  reviewed: z.boolean(),
  archived: z.boolean(),
  simulated: z.boolean(),
  views: z.int(),
});
export type WorkListRow = z.infer<typeof workListRowSchema>;

export const workListOrderSchema = z.enum(['newest', 'oldest', 'riskHigh', 'riskLow', 'label']);
export const workListQuerySchema = z.object({
  /** Free words and filters in one field: `risk>70 stage:2 left upper unreviewed 2026-10 nodule`. */
  search: z.string().max(300).default(''),
  order: workListOrderSchema.default('newest'),
  archived: z.boolean().default(false),
  offset: z.int().min(0).default(0),
  limit: z.int().min(1).max(500).default(100),
});
export type WorkListQuery = z.infer<typeof workListQuerySchema>;

/** An assessment in the list of a case's history. */
export const historyEntrySchema = z.object({
  assessmentId: z.string(),
  createdAt: z.iso.datetime(),
  caseRevision: z.int(),
  probability: z.number().nullable(),
  stage: z.int().nullable(),
  packVersion: z.string(),
  /** Who asked for it; null for those from before there were profiles. */
  createdBy: z.string().nullable(),
  reason: assessmentReasonSchema.nullable(),
});
export type HistoryEntry = z.infer<typeof historyEntrySchema>;

export const caseBundleSchema = z.object({
  case: patientCaseSchema,
  /** The newest assessment, whole; null before the first. */
  assessment: assessmentSchema.nullable(),
  stale: z.boolean(),
  /** Why it is stale; empty when it is not. */
  staleBecause: z.array(staleReasonSchema),
  history: z.array(historyEntrySchema),
});
export type CaseBundle = z.infer<typeof caseBundleSchema>;

export const jobSchema = z.object({
  jobId: z.string(),
  caseId: z.string(),
  state: z.enum(['queued', 'running', 'done', 'cancelled', 'failed']),
  step: assessmentStepSchema.nullable(),
  /** Finished steps with their time. */
  steps: z.array(z.object({ step: assessmentStepSchema, ms: z.number() })),
  restarts: z.int(),
  failure: failureSchema.nullable(),
});
export type Job = z.infer<typeof jobSchema>;

export const packStateSchema = z.object({
  manifest: packManifestSchema.nullable(),
  sha256: z.string().nullable(),
  folder: z.string(),
  /** Came with the product, or was imported by a person. */
  origin: z.enum(['shipped', 'imported']),
  active: z.boolean(),
  failure: failureSchema.nullable(),
  cards: z.record(z.string(), z.string()),
});
export type PackState = z.infer<typeof packStateSchema>;

const packList = z.object({ packs: z.array(packStateSchema) });

/** What a person changes on a case; absent fields stay. Every change that can alter the estimate raises the revision. */
export const caseChangeSchema = z.object({
  caseId: z.string(),
  facts: caseFactsSchema.partial().optional(),
  view: z
    .object({
      kind: viewKindSchema,
      newKind: viewKindSchema.optional(),
      spacingMmPerPx: spacingMmPerPxSchema.nullable().optional(),
      spacingSource: spacingSourceSchema.nullable().optional(),
      handNodule: maskRunsSchema.nullable().optional(),
      handGland: maskRunsSchema.nullable().optional(),
      chosenNodule: z.int().min(0).max(50).optional(),
    })
    .optional(),
});
export type CaseChange = z.infer<typeof caseChangeSchema>;

/**
 * Each channel says what role it `needs`: the backend refuses everybody else. What changes a case needs a clinician,
 * what changes the clinic's settings, models, people or field an administrator.
 */
export const CHANNELS = {
  ...ACCESS_CHANNELS,
  ...BACKUP_CHANNELS,
  ...TRANSFER_CHANNELS,
  ...FIELD_CHANNELS,
  ...EXPLANATION_CHANNELS,

  'app.info': {
    needs: 'anyone',
    input: none,
    output: z.object({
      version: z.string(),
      host: z.enum(['electron', 'web']),
      /** Why the web host was used instead of Electron, if it was a fallback. */
      hostReason: z.string().nullable(),
      dataFolder: z.string(),
      /** Set when the store could not be opened or is read-only: a named state with its own screen. */
      storeFailure: failureSchema.nullable(),
      packFailure: failureSchema.nullable(),
    }),
  },
  'settings.get': { needs: 'anyone', input: none, output: settingsSchema },
  'settings.set': { needs: 'reader', input: settingsChangeSchema, output: settingsSchema },

  'image.stage': {
    needs: 'clinician',
    input: z.object({ file: incomingFileSchema }),
    output: stagedImageSchema,
  },
  'image.stageFrame': {
    needs: 'clinician',
    input: z.object({ stagedId: z.string(), frame: z.int().min(0) }),
    output: stagedImageSchema,
  },
  'image.discard': { needs: 'clinician', input: z.object({ stagedId: z.string() }), output: none },
  /** The stored grey frame as PNG, base64. */
  'image.get': {
    needs: 'reader',
    input: z.object({ imageId: z.string() }),
    output: z.object({ pngBase64: z.string() }),
  },
  /** How a stored picture was de-identified; null where nothing was recorded. */
  'image.origin': {
    needs: 'reader',
    input: z.object({ imageId: z.string() }),
    output: z.object({ origin: imageOriginSchema.nullable() }),
  },

  'case.create': {
    needs: 'clinician',
    input: z.object({
      facts: caseFactsSchema,
      views: z
        .array(
          z.object({
            stagedId: z.string(),
            kind: viewKindSchema,
            spacingMmPerPx: spacingMmPerPxSchema.nullable(),
            spacingSource: spacingSourceSchema.nullable(),
            burnedInText: burnedInChoiceSchema.default('blank'),
          }),
        )
        .min(1)
        .max(2),
    }),
    output: patientCaseSchema,
  },
  'case.get': { needs: 'reader', input: caseId, output: caseBundleSchema },
  'case.change': { needs: 'clinician', input: caseChangeSchema, output: caseBundleSchema },
  'case.setReviewed': {
    needs: 'clinician',
    input: caseId.extend({ reviewed: z.boolean() }),
    output: caseBundleSchema,
  },
  'case.setArchived': {
    needs: 'clinician',
    input: z.object({ caseIds: z.array(z.string()).max(1000), archived: z.boolean() }),
    output: none,
  },
  /** Deleted cases can be brought back with `case.undelete` until the application closes and 30 days have passed. */
  'case.delete': {
    needs: 'clinician',
    input: z.object({ caseIds: z.array(z.string()).max(1000) }),
    output: none,
  },
  'case.undelete': {
    needs: 'clinician',
    input: z.object({ caseIds: z.array(z.string()).max(1000) }),
    output: none,
  },
  'case.workList': {
    needs: 'reader',
    input: workListQuerySchema,
    output: z.object({ rows: z.array(workListRowSchema), total: z.int() }),
  },
  'case.importFolder': {
    needs: 'clinician',
    /** `files` holds one CSV and the pictures it names. */
    input: z.object({ files: z.array(incomingFileSchema).max(2000) }),
    output: z.object({
      created: z.array(z.object({ caseId: z.string(), label: z.string() })),
      rejected: z.array(z.object({ row: z.int(), failure: failureSchema })),
    }),
  },
  'case.addExamples': { needs: 'clinician', input: none, output: z.object({ caseIds: z.array(z.string()) }) },

  /** Needle-cytology pictures of a case; their pixels come with `image.get`. */
  'cytology.list': { needs: 'reader', input: caseId, output: smears },
  /** Good files are kept and the others named in `refused`, each with its reason. */
  'cytology.add': {
    needs: 'clinician',
    input: caseId.extend({ files: z.array(incomingFileSchema).min(1).max(SMEARS_AT_ONCE) }),
    output: smears.extend({ refused: z.array(failureSchema) }),
  },
  'cytology.remove': { needs: 'clinician', input: caseId.extend({ imageId: z.string() }), output: smears },
  'cytology.restore': { needs: 'clinician', input: caseId.extend({ imageId: z.string() }), output: smears },

  'assessment.start': {
    needs: 'clinician',
    input: z.object({ caseIds: z.array(z.string()).min(1).max(1000) }),
    output: z.object({ jobs: z.array(jobSchema) }),
  },
  'assessment.cancel': { needs: 'clinician', input: z.object({ jobId: z.string() }), output: none },
  'assessment.jobs': { needs: 'reader', input: none, output: z.object({ jobs: z.array(jobSchema) }) },
  'assessment.get': {
    needs: 'reader',
    input: z.object({ assessmentId: z.string() }),
    output: assessmentSchema,
  },

  /** Every installed pack; each file is held against its hash, again only when it has changed. */
  'pack.list': { needs: 'reader', input: none, output: packList },
  /** Reads and hashes every file of every pack again. */
  'pack.verify': { needs: 'administrator', input: none, output: packList },
  /** `files`: one zip file, or the files of one folder with the folder's name before theirs. */
  'pack.import': {
    needs: 'administrator',
    input: z.object({ files: z.array(incomingFileSchema).min(1).max(200) }),
    output: packList.extend({ sha256: z.string() }),
  },
  'pack.setActive': {
    needs: 'administrator',
    input: z.object({ sha256: z.string(), active: z.boolean() }),
    output: packList,
  },
  /** Takes an imported pack that is not in use off the machine; `folder` as listed. */
  'pack.remove': { needs: 'administrator', input: z.object({ folder: z.string() }), output: packList },
} as const satisfies Record<string, { needs: Need; input: z.ZodType; output: z.ZodType }>;

export type ChannelName = keyof typeof CHANNELS;
export type ChannelInput<N extends ChannelName> = z.input<(typeof CHANNELS)[N]['input']>;
export type ParsedInput<N extends ChannelName> = z.output<(typeof CHANNELS)[N]['input']>;
export type ChannelOutput<N extends ChannelName> = z.output<(typeof CHANNELS)[N]['output']>;
/** What a shell's transport carries back: a value or a failure, never a thrown exception. */
export type Reply<N extends ChannelName> =
  | { ok: true; value: ChannelOutput<N> }
  | { ok: false; failure: z.infer<typeof failureSchema> };
export type Handlers = { [N in ChannelName]: (input: ParsedInput<N>) => Promise<ChannelOutput<N>> };

/** What this request needs: a reader may change the language on screen, the clinic's own settings not. */
export function needOf(name: ChannelName, input: unknown): Need {
  if (name !== 'settings.set') return CHANNELS[name].needs;
  const changed = Object.keys(input as object);
  return changed.every((setting) => setting === 'language' || setting === 'examplesOffered')
    ? 'reader'
    : 'administrator';
}

export const EVENTS = {
  ...BACKUP_EVENTS,
  ...FIELD_EVENTS,
  ...EXPLANATION_EVENTS,
  'job.changed': z.object({ job: jobSchema }),
  /** Partial results as they arrive: contour first, then φ, then risk. */
  'job.partial': z.object({
    jobId: z.string(),
    caseId: z.string(),
    kind: viewKindSchema,
    nodule: maskRunsSchema.nullable(),
    gland: maskRunsSchema.nullable(),
  }),
  'case.changed': z.object({ caseId: z.string() }),
  'workList.changed': z.object({}),
  'settings.changed': settingsSchema,
  /** Locked, unlocked, another person, another role: everything shown so far is to be dropped. */
  'access.changed': z.object({}),
  /** Other model packs are in use from now on. */
  'packs.changed': z.object({}),
  /** The inference process died and was started again; shown to the person if it repeats. */
  'inference.restarted': z.object({ times: z.int() }),
} as const satisfies Record<string, z.ZodType>;
export type EventName = keyof typeof EVENTS;
export type EventPayload<N extends EventName> = z.output<(typeof EVENTS)[N]>;

/** What every transport gives the renderer. */
export type Link = {
  send<N extends ChannelName>(name: N, input: ChannelInput<N>): Promise<Reply<N>>;
  listen<N extends EventName>(name: N, heard: (payload: EventPayload<N>) => void): () => void;
};
