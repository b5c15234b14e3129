import { z } from 'zod';
import { backupScheduleSchema } from './backup/backup.ts';

/** What a clinic may change; defaults from LLNM-Net (Nat. Commun. 2025, s41467-025-62042-z). */
export const settingsSchema = z.object({
  language: z.enum(['en', 'zh']).default('en'),
  /** Share of patients with lateral metastasis where this clinic works; 0.52 is the paper's cohort (Table 1). */
  prevalence: z.number().min(0.01).max(0.99).default(0.52),
  /** At or above this risk a case counts as positive (paper: cut-off 0.5). */
  positiveCutoff: z.number().min(0.05).max(0.95).default(0.5),
  /** Closer than this to the capsule is called out (paper: below 0.25 cm the risk exceeds 72%). */
  nearCapsuleMm: z.number().min(0.5).max(10).default(2.5),
  /** Threads the inference process may use. */
  inferenceThreads: z.int().min(1).max(16).default(2),
  /** Nobody at the keyboard for so long: the screen is cleared and asks for a passphrase. */
  lockAfterMinutes: z.int().min(1).max(480).default(15),
  /** False until the person has answered the first-start offer of example cases. */
  examplesOffered: z.boolean().default(false),
  /** Whether a DICOM file's patient name, number and dates come into the store; for an administrator to decide. */
  keepIdentifiers: z.boolean().default(false),
  backupSchedule: backupScheduleSchema.default('daily'),
  /** Where backups go, an absolute path; empty: `backups` in the data folder. */
  backupFolder: z.string().trim().max(1000).default(''),
});
export type Settings = z.infer<typeof settingsSchema>;
export const DEFAULT_SETTINGS: Settings = settingsSchema.parse({});

/**
 * What one change may hold. The defaults are taken off first: under `partial()` zod would fill every field that
 * is left out with its default, and changing one setting would reset the others.
 */
export const settingsChangeSchema = z
  .object({
    language: settingsSchema.shape.language.unwrap(),
    prevalence: settingsSchema.shape.prevalence.unwrap(),
    positiveCutoff: settingsSchema.shape.positiveCutoff.unwrap(),
    nearCapsuleMm: settingsSchema.shape.nearCapsuleMm.unwrap(),
    inferenceThreads: settingsSchema.shape.inferenceThreads.unwrap(),
    lockAfterMinutes: settingsSchema.shape.lockAfterMinutes.unwrap(),
    examplesOffered: settingsSchema.shape.examplesOffered.unwrap(),
    keepIdentifiers: settingsSchema.shape.keepIdentifiers.unwrap(),
    backupSchedule: settingsSchema.shape.backupSchedule.unwrap(),
    backupFolder: settingsSchema.shape.backupFolder.unwrap(),
  })
  .partial();
