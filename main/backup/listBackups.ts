import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { BACKUP_EXTENSION, type BackupFacts, backupsToRemove } from '../../app/backup/backup.ts';
import type { DataKey } from '../keys/dataKey.ts';
import { openFacts, readTrailer } from './trailer.ts';

export type FoundBackup = {
  file: string;
  name: string;
  madeAt: string;
  schemaVersion: number;
  appVersion: string;
  bytes: number;
  storeId: string;
  /** Null for another store's, which this one's key does not open, and for an altered one. */
  facts: BackupFacts | null;
};

/** Backups in a folder, newest first; files that are none, or are damaged, are left out. */
export function listBackups(folder: string, dataKey: DataKey): FoundBackup[] {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith(BACKUP_EXTENSION));
  } catch {
    return [];
  }
  return names
    .flatMap((name) => {
      const file = join(folder, name);
      try {
        const trailer = readTrailer(file);
        const { madeAt, schemaVersion, appVersion, keyFile } = trailer;
        const facts = openFacts(trailer, dataKey);
        const { size: bytes } = statSync(file);
        return [{ file, name, madeAt, schemaVersion, appVersion, bytes, storeId: keyFile.storeId, facts }];
      } catch {
        return [];
      }
    })
    .sort((a, b) => (b.facts?.auditSeq ?? -1) - (a.facts?.auditSeq ?? -1) || (a.madeAt < b.madeAt ? 1 : -1));
}

/** What a kill left unfinished is certainly nobody's work any more. */
const UNFINISHED_FOR_MS = 86_400_000;

/** Removes scheduled backups of this store that are no longer kept, and what was never finished; returns the former's names. */
export function thinOut(folder: string, dataKey: DataKey): string[] {
  for (const name of readdirSync(folder).filter((one) => one.includes(`${BACKUP_EXTENSION}.part`))) {
    const file = join(folder, name);
    if (Date.now() - statSync(file).mtimeMs > UNFINISHED_FOR_MS) rmSync(file, { force: true });
  }
  const own = listBackups(folder, dataKey).flatMap(({ file, name, madeAt, facts }) =>
    facts?.kind === 'scheduled' ? [{ file, name, madeAt, auditSeq: facts.auditSeq }] : [],
  );
  return backupsToRemove(own).map(({ file, name }) => {
    rmSync(file);
    return name;
  });
}

/** Backups that were made after a case came in, and so still hold it. */
export function backupsHolding(folder: string, dataKey: DataKey, since: { auditSeq: number }): FoundBackup[] {
  return listBackups(folder, dataKey).filter(
    ({ facts }) => facts !== null && facts.auditSeq >= since.auditSeq,
  );
}
