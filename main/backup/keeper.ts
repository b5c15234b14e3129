import { statSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { type BackupKind, isBackupDue } from '../../app/backup/backup.ts';
import type { BackupRun } from '../../app/contract/backupChannels.ts';
import { type Failure, FailureError, toFailure } from '../../app/failure.ts';
import type { Emit } from '../backend/queue.ts';
import type { DataKey } from '../keys/dataKey.ts';
import { record } from '../store/audit.ts';
import { getSettings, type Store } from '../store/index.ts';
import { actingAs, ITSELF } from '../store/store.ts';
import { listBackups, thinOut } from './listBackups.ts';
import { type MadeBackup, makeBackup } from './makeBackup.ts';

/** First look after opening, and between looks: a backup is nothing to wait for while somebody signs in. */
const FIRST_LOOK_MS = 5 * 60_000;
const LOOK_EVERY_MS = 15 * 60_000;

export type BackupKeeper = {
  /** @throws FailureError `backup.running` and those of `makeBackup` */
  make(kind: BackupKind): Promise<MadeBackup>;
  running(): BackupRun;
  /** Why the last one was not made. */
  failure(): Failure | null;
  /** Makes one if it is due; what is wrong is kept and told. */
  look(): Promise<void>;
  /** Leaves off the one under way; the log and the next start say so. */
  close(): Promise<void>;
};

/** Where backups go: the folder of the settings, else one beside the store. */
export function backupFolder(store: Store): string {
  const { backupFolder: chosen } = getSettings(store);
  return chosen === '' ? join(dirname(store.file), 'backups') : chosen;
}

/** Whether losing the store's disk loses the backups too; true where it cannot be told. */
export function onSameDisk(store: Store, folder: string): boolean {
  try {
    return statSync(folder).dev === statSync(dirname(store.file)).dev;
  } catch {
    return folder.startsWith(dirname(store.file));
  }
}

/** Makes backups of an open store, one at a time, when asked and when due. */
export function createBackupKeeper(parts: {
  store: Store;
  dataKey: DataKey;
  appVersion: string;
  emit: Emit;
}): BackupKeeper {
  const { store, dataKey, emit } = parts;
  let running: BackupRun = null;
  let failure: Failure | null = leftOff(store);
  const closing = new AbortController();
  let going: Promise<unknown> = Promise.resolve();
  let lastTold = 0;

  const tell = (next: BackupRun): void => {
    running = next;
    emit('backup.changed', { running, failure });
  };

  async function run(kind: BackupKind): Promise<MadeBackup> {
    const folder = backupFolder(store);
    if (!isAbsolute(folder)) throw new FailureError('backup.folderNotWhole', { folder });
    const made = await makeBackup({
      store,
      dataKey,
      folder,
      kind,
      appVersion: parts.appVersion,
      signal: closing.signal,
      progress: (step, share) => {
        const now = Date.now();
        const soon = running?.step === step && now - lastTold < 250;
        running = { step, share };
        if (soon) return;
        lastTold = now;
        tell(running);
      },
    });
    thinOut(folder, dataKey);
    return made;
  }

  async function make(kind: BackupKind): Promise<MadeBackup> {
    if (running) throw new FailureError('backup.running');
    tell({ step: 'copying', share: 0 });
    const { actor } = store;
    const mine = run(kind);
    going = mine.catch(() => {});
    try {
      const made = await mine;
      failure = null;
      return made;
    } catch (error) {
      failure = toFailure(error);
      actingAs(store, actor, () => noteFailed(store, kind, failure!));
      throw error;
    } finally {
      tell(null);
    }
  }

  async function look(): Promise<void> {
    if (running || !store.db.open) return;
    const { backupSchedule } = getSettings(store);
    if (backupSchedule === 'off') return;
    // A store without a case has nothing to lose yet.
    if (!store.db.prepare('SELECT 1 FROM cases LIMIT 1').get()) return;
    const last = listBackups(backupFolder(store), dataKey).find(({ facts }) => facts !== null);
    if (!isBackupDue(backupSchedule, last?.madeAt ?? null, store.now())) return;
    await actingAs(store, ITSELF, () => make('scheduled')).catch((error: unknown) => {
      if (!(error instanceof FailureError)) console.error('scheduled backup:', error);
    });
  }

  let timer = setTimeout(function again() {
    void look();
    timer = setTimeout(again, LOOK_EVERY_MS).unref();
  }, FIRST_LOOK_MS).unref();

  return {
    make,
    look,
    running: () => running,
    failure: () => failure,
    async close() {
      clearTimeout(timer);
      closing.abort(new FailureError('backup.leftOff'));
      await going;
    },
  };
}

/** A failed backup is in the log, unless the log cannot be written either: a full disk says so at every step. */
function noteFailed(store: Store, kind: BackupKind, { code }: Failure): void {
  try {
    if (store.db.open) record(store, { action: 'backup.failed', detail: { kind, code } });
  } catch (error) {
    console.error('a failed backup could not be noted:', (error as Error).message);
  }
}

/** Whether ThyroMap was closed in the middle of the last one. */
function leftOff(store: Store): Failure | null {
  const last = store.db
    .prepare<[], string>(
      "SELECT detail FROM audit WHERE action IN ('backup.made', 'backup.failed') ORDER BY seq DESC LIMIT 1",
    )
    .pluck()
    .get() as string | undefined;
  return last?.includes('"backup.leftOff"') ? { code: 'backup.leftOff', values: {} } : null;
}
