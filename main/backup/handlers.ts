import { statSync } from 'node:fs';
import { basename, isAbsolute } from 'node:path';
import type { BackupSummary } from '../../app/contract/backupChannels.ts';
import type { Handlers } from '../../app/contract/channels.ts';
import { FailureError } from '../../app/failure.ts';
import type { Door } from '../access/door.ts';
import type { Emit } from '../backend/queue.ts';
import { passphraseSlots } from '../keys/keyRing.ts';
import { eraseCases, firstEntryOf } from '../store/erase.ts';
import type { Store } from '../store/index.ts';
import { MIGRATIONS } from '../store/migrations/index.ts';
import { ITSELF } from '../store/store.ts';
import { isStoreInUse } from '../store/storeLock.ts';
import { readContents } from './contents.ts';
import { type BackupKeeper, backupFolder, onSameDisk } from './keeper.ts';
import { backupsHolding, listBackups } from './listBackups.ts';
import type { MadeBackup } from './makeBackup.ts';
import { openBackup, prepareRestore, presentFile } from './restore.ts';
import { putInPlace } from './swap.ts';
import { readTrailer } from './trailer.ts';

type BackupHandlers = Pick<
  Handlers,
  Extract<keyof Handlers, `backup.${string}`> | 'erase.heldBy' | 'erase.cases'
>;

/** Answers the contract's `backup.*`, and what removes a patient for good. */
export function backupHandlers(parts: {
  door: Door;
  folder: string;
  keeper: () => BackupKeeper | null;
  /** Ends what works with the open store. */
  stopWork: () => Promise<void>;
  emit: Emit;
}): BackupHandlers {
  const { door, folder, emit } = parts;
  const keeper = (): BackupKeeper => {
    door.dataKey();
    return parts.keeper()!;
  };
  const holding = (store: Store, caseIds: readonly string[]): string[] => {
    const auditSeq = firstEntryOf(store, caseIds);
    // Nothing is known of them: every backup may hold them.
    const since = { auditSeq: auditSeq ?? 0 };
    return backupsHolding(backupFolder(store), door.dataKey(), since).map(({ name }) => name);
  };
  /** One restore at a time. */
  let restoring = false;

  return {
    'backup.state': async () => {
      const store = door.store();
      const into = backupFolder(store);
      return {
        folder: into,
        onSameDisk: onSameDisk(store, into),
        running: keeper().running(),
        failure: keeper().failure(),
        backups: listBackups(into, door.dataKey()).map(({ storeId: _id, ...rest }) => rest),
      };
    },
    'backup.make': async () => summaryOf(await keeper().make('asked')),
    'backup.look': async ({ file }) => {
      const { madeAt, keyFile } = readTrailer(wholePath(file));
      return {
        madeAt,
        bytes: statSync(file).size,
        people: passphraseSlots(keyFile).map(({ userId, name }) => ({ id: userId, name })),
        hasRecoveryCode: keyFile.slots.some(({ kind }) => kind === 'recovery'),
      };
    },
    'backup.preview': async ({ file, proof }) => {
      mayRestore(door);
      const { trailer, facts } = await openBackup(wholePath(file), proof, door.guess('backup'));
      const store = door.isOpen() && !door.session()!.demo ? door.store() : null;
      const present = store ? readContents(store.db) : null;
      const sameStore =
        store !== null &&
        store.db
          .prepare('SELECT 1 FROM audit WHERE seq = ? AND hash = ?')
          .get(facts.auditSeq, facts.auditHash) !== undefined;
      return {
        madeAt: trailer.madeAt,
        appVersion: trailer.appVersion,
        schemaVersion: trailer.schemaVersion,
        knownSchema: MIGRATIONS.at(-1)!.version,
        bytes: statSync(file).size,
        facts,
        present: present && {
          cases: present.cases,
          assessments: present.assessments,
          newest: present.newest,
        },
        entriesSince: sameStore && present ? present.auditSeq - facts.auditSeq : null,
      };
    },
    'backup.restore': async ({ file, proof }) => {
      mayRestore(door);
      if (restoring) throw new FailureError('backup.running');
      restoring = true;
      try {
        const backup = await openBackup(wholePath(file), proof, door.guess('backup'));
        const open = door.isOpen() && !door.session()!.demo;
        if (!open && isStoreInUse(presentFile(folder)))
          throw new FailureError('store.inUse', { file: presentFile(folder) });
        const by = open ? door.store().actor : ITSELF;
        await prepareRestore(folder, backup, by);
        // What is there now is put aside first: as a backup where it can be read, else as it lies.
        const kept = open ? await keeper().make('beforeRestore') : null;
        await parts.stopWork();
        await door.replaceStore(() => putInPlace(folder, kept === null));
        return { keptAs: kept?.file ?? null };
      } finally {
        restoring = false;
      }
    },
    'erase.heldBy': async ({ caseIds }) => ({ backups: holding(door.store(), caseIds) }),
    'erase.cases': async ({ caseIds }) => {
      const store = door.store();
      // A copy under way would still hold them, and needs the file to stay as it is.
      if (keeper().running()) throw new FailureError('backup.running');
      const backups = holding(store, caseIds);
      eraseCases(store, caseIds);
      emit('workList.changed', {});
      return { backups };
    },
  };
}

/** Where a store is open or locked, restoring is for its administrators; where there is none, for who opens the backup. */
function mayRestore(door: Door): void {
  const { state } = door.state();
  if (state === 'locked') throw new FailureError('access.locked');
  const session = door.session();
  if (session && !session.demo && session.user.role !== 'administrator')
    throw new FailureError('access.needs.administrator');
}

function wholePath(file: string): string {
  if (!isAbsolute(file)) throw new FailureError('backup.unreadable', { file });
  return file;
}

const summaryOf = ({ file, madeAt, bytes, facts }: MadeBackup): BackupSummary => {
  const { schemaVersion, appVersion } = readTrailer(file);
  return { file, name: basename(file), madeAt, bytes, schemaVersion, appVersion, facts };
};
