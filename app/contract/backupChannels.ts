import { z } from 'zod';
import { backupFactsSchema } from '../backup/backup.ts';
import { failureSchema } from '../failure.ts';
import { givenPassphraseSchema, type Need } from './access.ts';

const none = z.object({});
const path = z.string().min(1).max(2000);
const file = z.object({ file: path });

const summarySchema = z.object({
  file: z.string(),
  name: z.string(),
  madeAt: z.iso.datetime(),
  bytes: z.int(),
  schemaVersion: z.int(),
  appVersion: z.string(),
  /** Null for a backup of another store. */
  facts: backupFactsSchema.nullable(),
});
export type BackupSummary = z.infer<typeof summarySchema>;

export const backupRunSchema = z
  .object({ step: z.enum(['copying', 'checking', 'reading']), share: z.number() })
  .nullable();
export type BackupRun = z.infer<typeof backupRunSchema>;

const stateSchema = z.object({
  folder: z.string(),
  /** On the same disk as the store: lost with it. */
  onSameDisk: z.boolean(),
  running: backupRunSchema,
  /** Why the last one was not made; null when it was. */
  failure: failureSchema.nullable(),
  backups: z.array(summarySchema),
});
export type BackupState = z.infer<typeof stateSchema>;

/** A profile of the backup's own store with its passphrase, or that store's recovery code. */
const proofSchema = z.union([
  z.strictObject({ userId: z.string().max(100), passphrase: givenPassphraseSchema }),
  z.strictObject({ code: z.string().min(1).max(200) }),
]);
export type BackupProofInput = z.infer<typeof proofSchema>;

const previewSchema = z.object({
  madeAt: z.iso.datetime(),
  appVersion: z.string(),
  schemaVersion: z.int(),
  /** An older schema is brought up to this version's. */
  knownSchema: z.int(),
  bytes: z.int(),
  facts: backupFactsSchema,
  /** What would be replaced; null where nothing can be read now. */
  present: z
    .object({ cases: z.int(), assessments: z.int(), newest: backupFactsSchema.shape.newest })
    .nullable(),
  /** Entries of the present log after the backup: what was done since, and would only be in the backup made before. */
  entriesSince: z.int().nullable(),
});
export type BackupPreview = z.infer<typeof previewSchema>;

/** The part of the contract about copies of the whole store, and about removing a patient for good. */
export const BACKUP_CHANNELS = {
  'backup.state': { needs: 'administrator', input: none, output: stateSchema },
  'backup.make': { needs: 'administrator', input: none, output: summarySchema },
  /** Who could open a backup; `anyone`, since a new computer or one whose store is lost has nobody yet. */
  'backup.look': {
    needs: 'anyone',
    input: file,
    output: z.object({
      madeAt: z.iso.datetime(),
      bytes: z.int(),
      people: z.array(z.object({ id: z.string(), name: z.string() })),
      hasRecoveryCode: z.boolean(),
    }),
  },
  'backup.preview': {
    needs: 'anyone',
    input: file.extend({ proof: proofSchema }),
    output: previewSchema,
  },
  /** Where a store is open an administrator must be signed in; a locked one refuses. */
  'backup.restore': {
    needs: 'anyone',
    input: file.extend({ proof: proofSchema }),
    output: z.object({ keptAs: z.string().nullable() }),
  },

  /** Which backups in the folder still hold these cases; asked before they are removed for good. */
  'erase.heldBy': {
    needs: 'administrator',
    input: z.object({ caseIds: z.array(z.string()).min(1).max(1000) }),
    output: z.object({ backups: z.array(z.string()) }),
  },
  /** Removes cases with everything of theirs, overwrites where they lay, and cannot be taken back. */
  'erase.cases': {
    needs: 'administrator',
    input: z.object({ caseIds: z.array(z.string()).min(1).max(1000) }),
    output: z.object({ backups: z.array(z.string()) }),
  },
} as const satisfies Record<string, { needs: Need; input: z.ZodType; output: z.ZodType }>;

export const BACKUP_EVENTS = {
  'backup.changed': z.object({ running: backupRunSchema, failure: failureSchema.nullable() }),
} as const satisfies Record<string, z.ZodType>;
