import { z } from 'zod';

/** What the audit log knows to have happened. A case is named by its id only, never by a patient's name. */
export const AUDIT_ACTIONS = [
  'store.created',
  'store.encrypted',
  'access.unlocked',
  'access.refused',
  'access.recovered',
  'access.locked',
  'access.passphraseChanged',
  'access.recoveryCodeMade',
  'access.keychainChanged',
  'user.added',
  'user.changed',
  'user.passphraseReset',
  'case.created',
  'case.changed',
  'case.reviewed',
  'case.archived',
  'case.deleted',
  'case.restored',
  'case.purged',
  'case.erased',
  'case.received',
  'cytology.added',
  'cytology.removed',
  'cytology.restored',
  'assessment.saved',
  'result.viewed',
  'settings.changed',
  'pack.imported',
  'pack.switched',
  'pack.removed',
  'packs.inUse',
  'outcome.recorded',
  'field.rebuilt',
  'field.inUse',
  'data.exported',
  'backup.made',
  'backup.failed',
  'backup.restored',
  'audit.verified',
  'audit.damageFound',
  'clock.setBack',
] as const;
export const auditActionSchema = z.enum(AUDIT_ACTIONS);
export type AuditAction = z.infer<typeof auditActionSchema>;

const detailValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export const auditDetailSchema = z.record(z.string(), z.union([detailValue, z.array(detailValue)]));
export type AuditDetail = z.infer<typeof auditDetailSchema>;

/** One row of the log. `userId` null: ThyroMap itself (purge after 30 days). */
export const auditEntrySchema = z.object({
  seq: z.int().min(1),
  at: z.iso.datetime(),
  userId: z.string().nullable(),
  userName: z.string(),
  action: auditActionSchema,
  caseId: z.string().nullable(),
  detail: auditDetailSchema,
  /** SHA-256, hexadecimal, of the row before and of this row with it. */
  previous: z.string(),
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

export const auditFilterSchema = z.object({
  userId: z.string().nullable().default(null),
  action: auditActionSchema.nullable().default(null),
  caseId: z.string().max(100).nullable().default(null),
  /** Days, inclusive, `2026-11-22`. */
  from: z.iso.date().nullable().default(null),
  to: z.iso.date().nullable().default(null),
});
export type AuditFilter = z.infer<typeof auditFilterSchema>;

export const AUDIT_FAULTS = ['changed', 'missing', 'order', 'cut', 'headMissing', 'headForged'] as const;
/** What a verification found: `fault` null when every row is as it was written. */
export const auditVerdictSchema = z.object({
  rows: z.int(),
  fault: z.enum(AUDIT_FAULTS).nullable(),
  /** The first row concerned; null where the fault is not about one. */
  seq: z.int().nullable(),
  /** Number and hash of the last row: written down elsewhere, they prove later what was here. */
  lastSeq: z.int(),
  lastHash: z.string(),
});
export type AuditVerdict = z.infer<typeof auditVerdictSchema>;
