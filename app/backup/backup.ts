import { z } from 'zod';

/** What a backup is, when one is due, and which are kept. */

export const BACKUP_EXTENSION = '.tmbackup';

/** `scheduled` ones are thinned out; what a person asked for, or what a restore put aside, stays until removed by hand. */
export const BACKUP_KINDS = ['scheduled', 'asked', 'beforeRestore'] as const;
export const backupKindSchema = z.enum(BACKUP_KINDS);
export type BackupKind = z.infer<typeof backupKindSchema>;

export const BACKUP_SCHEDULES = ['off', 'daily', 'weekly'] as const;
export const backupScheduleSchema = z.enum(BACKUP_SCHEDULES);
export type BackupSchedule = z.infer<typeof backupScheduleSchema>;

/** What a backup holds; sealed in it, since a newest case has a name. */
export const backupFactsSchema = z.strictObject({
  kind: backupKindSchema,
  madeBy: z.string(),
  cases: z.int().min(0),
  assessments: z.int().min(0),
  pictures: z.int().min(0),
  outcomes: z.int().min(0),
  newest: z.strictObject({ label: z.string(), createdAt: z.string() }).nullable(),
  /** The audit log's last entry at that moment: orders backups whatever the clock said. */
  auditSeq: z.int().min(0),
  auditHash: z.string(),
});
export type BackupFacts = z.infer<typeof backupFactsSchema>;

/** The one place of what is kept: the newest of each of the last days, weeks and months that have one. */
export const KEPT_BACKUPS = { days: 7, weeks: 4, months: 6 } as const;

const DAY_MS = 86_400_000;
/** A workstation is switched on at about the same time each day: due a little before a whole day has passed. */
const DUE_AFTER_MS: Record<Exclude<BackupSchedule, 'off'>, number> = {
  daily: 20 * 3_600_000,
  weekly: 7 * DAY_MS - 4 * 3_600_000,
};

/** Whether a scheduled backup is due. A last one in the future (the clock was set back) counts as none. */
export function isBackupDue(schedule: BackupSchedule, lastAt: string | null, now: Date): boolean {
  if (schedule === 'off') return false;
  if (lastAt === null) return true;
  const age = now.getTime() - Date.parse(lastAt);
  return age < 0 || age >= DUE_AFTER_MS[schedule];
}

type Kept = { readonly file: string; readonly madeAt: string; readonly auditSeq: number };

/** Of the scheduled backups of one store those that may go. Newest by the log's number, not by the clock. */
export function backupsToRemove<T extends Kept>(backups: readonly T[]): T[] {
  const newestFirst = [...backups].sort((a, b) => b.auditSeq - a.auditSeq || (a.madeAt < b.madeAt ? 1 : -1));
  const kept = new Set<T>(newestFirst.slice(0, 1));
  const keepOnePer = (periods: number, nameOf: (at: Date) => string): void => {
    const seen = new Set<string>();
    for (const backup of newestFirst) {
      const period = nameOf(new Date(backup.madeAt));
      if (seen.has(period)) continue;
      if (seen.size === periods) return;
      seen.add(period);
      kept.add(backup);
    }
  };
  keepOnePer(KEPT_BACKUPS.days, (at) => at.toISOString().slice(0, 10));
  // Weeks from Monday: 1 January 1970 was a Thursday.
  keepOnePer(KEPT_BACKUPS.weeks, (at) => String(Math.floor((at.getTime() / DAY_MS + 3) / 7)));
  keepOnePer(KEPT_BACKUPS.months, (at) => at.toISOString().slice(0, 7));
  return newestFirst.filter((backup) => !kept.has(backup));
}
