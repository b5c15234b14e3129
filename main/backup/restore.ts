import { rmSync, statfsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BackupFacts } from '../../app/backup/backup.ts';
import { FailureError } from '../../app/failure.ts';
import { freeGuess, type Guess } from '../access/guess.ts';
import { flushFolder } from '../keys/atomicFile.ts';
import { type DataKey, subkey } from '../keys/dataKey.ts';
import { writeKeyFile } from '../keys/keyFile.ts';
import { openWithPassphrase, openWithRecoveryCode } from '../keys/keyRing.ts';
import { readRecoveryCode } from '../keys/recoveryCode.ts';
import { record, verifyAudit } from '../store/audit.ts';
import { MIGRATIONS } from '../store/migrations/index.ts';
import { openStore, STORE_FILE_NAME } from '../store/openStore.ts';
import { type Actor, actingAs } from '../store/store.ts';
import { toStoreFailure } from '../store/storeFailures.ts';
import { checkCopy } from './checker.ts';
import { readBack } from './copyOpenStore.ts';
import { startPreparing } from './swap.ts';
import { openFacts, readTrailer, type Trailer } from './trailer.ts';

/** How a person shows that a backup is theirs to open: a profile of that store with its passphrase, or the code. */
export type BackupProof = { userId: string; passphrase: string } | { code: string };
export type OpenedBackup = { file: string; trailer: Trailer; dataKey: DataKey; facts: BackupFacts };

/**
 * @param guess slows guessing down
 * @throws FailureError those of `readTrailer` and `guess`, `access.wrongPassphrase`, `access.codeMistyped`, `access.wrongCode`,
 * `backup.damaged`, `store.newer` (its schema)
 */
export async function openBackup(
  file: string,
  proof: BackupProof,
  guess: Guess = freeGuess,
): Promise<OpenedBackup> {
  const trailer = readTrailer(file);
  const known = MIGRATIONS.at(-1)!.version;
  if (trailer.schemaVersion > known)
    throw new FailureError('store.newer', { file, found: trailer.schemaVersion, known });
  const dataKey = await keyOf(trailer, proof, guess);
  const facts = openFacts(trailer, dataKey);
  if (!facts) throw new FailureError('backup.damaged', { file }, 'the trailer was altered');
  return { file, trailer, dataKey, facts };
}

async function keyOf({ keyFile }: Trailer, proof: BackupProof, guess: Guess): Promise<DataKey> {
  if (!('code' in proof))
    return await guess(
      () => openWithPassphrase(keyFile, proof.userId, proof.passphrase),
      () => new FailureError('access.wrongPassphrase'),
    );
  const code = readRecoveryCode(proof.code);
  if (code === null) throw new FailureError('access.codeMistyped');
  return await guess(
    () => openWithRecoveryCode(keyFile, code),
    () => new FailureError('access.wrongCode'),
  );
}

/**
 * Makes the store of a backup ready beside the present one: copied, its hash compared, every page checked, brought to
 * this version's schema, and its audit log told of the restore. Nothing of the present store is touched.
 * @throws FailureError `backup.damaged`, `backup.noRoom`, `store.*`
 */
export async function prepareRestore(folder: string, backup: OpenedBackup, by: Actor): Promise<void> {
  const { file, trailer, dataKey, facts } = backup;
  const made = startPreparing(folder);
  const storeFile = join(made, STORE_FILE_NAME);
  const damaged = (why: string) => new FailureError('backup.damaged', { file }, why);
  try {
    checkRoom(made, trailer.contentBytes);
    const handle = await open(storeFile, 'wx', 0o600);
    try {
      if ((await readBack(file, trailer.contentBytes, { target: handle })) !== trailer.contentSha256)
        throw damaged('its content was altered');
      await handle.sync();
    } finally {
      await handle.close();
    }
    const checked = await checkCopy(storeFile, subkey(dataKey, 'store'));
    if ('fault' in checked) throw damaged(checked.fault);
    const { cases, auditHash } = checked.contents;
    if (cases !== facts.cases || auditHash !== facts.auditHash)
      throw damaged('it holds other rows than it says');
    const { revision, ...keyFile } = trailer.keyFile;
    writeKeyFile(made, keyFile, revision + 1);
    const store = openStore(made, {
      key: subkey(dataKey, 'store'),
      auditKey: subkey(dataKey, 'audit head'),
    });
    try {
      const { fault } = verifyAudit(store, subkey(dataKey, 'audit head'));
      actingAs(store, by, () => {
        // The head lies beside a store, not in its backup: that it is missing here says nothing.
        if (fault && fault !== 'headMissing')
          record(store, { action: 'audit.damageFound', detail: { fault } });
        record(store, {
          action: 'backup.restored',
          detail: { madeAt: trailer.madeAt, cases: facts.cases, auditSeq: facts.auditSeq },
        });
      });
    } finally {
      store.close();
    }
    flushFolder(made);
  } catch (error) {
    // Not left for the next start: on a full disk it is what fills it.
    rmSync(made, { recursive: true, force: true });
    throw toStoreFailure(error, join(dirname(made), STORE_FILE_NAME));
  }
}

function checkRoom(folder: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(folder);
  const needed = Math.ceil(bytes * 1.1) + 1_000_000;
  if (bavail * bsize < needed)
    throw new FailureError('backup.noRoom', { folder, mb: Math.ceil(needed / 1_000_000) });
}

/** Where the store lies that a restore would replace. */
export const presentFile = (folder: string): string => join(folder, STORE_FILE_NAME);
