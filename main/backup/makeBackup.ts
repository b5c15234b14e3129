import { existsSync, mkdirSync, rmSync, statfsSync, statSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BACKUP_EXTENSION, type BackupFacts, type BackupKind } from '../../app/backup/backup.ts';
import { FailureError } from '../../app/failure.ts';
import { flushFolder } from '../keys/atomicFile.ts';
import { type DataKey, subkey } from '../keys/dataKey.ts';
import { readKeyFile } from '../keys/keyFile.ts';
import { record } from '../store/audit.ts';
import { actingAs, type Store } from '../store/store.ts';
import { toStoreFailure } from '../store/storeFailures.ts';
import { checkCopy } from './checker.ts';
import { copyOpenStore, readBack } from './copyOpenStore.ts';
import type { StoreContents } from './protocol.ts';
import { trailerBytes } from './trailer.ts';

export type NewBackup = {
  store: Store;
  dataKey: DataKey;
  folder: string;
  kind: BackupKind;
  appVersion: string;
  progress?: (step: BackupStep, share: number) => void;
  /** Ends it soon, with the signal's reason and nothing left behind. */
  signal?: AbortSignal;
};
export type BackupStep = 'copying' | 'checking' | 'reading';
export type MadeBackup = { file: string; madeAt: string; bytes: number; facts: BackupFacts };

/**
 * Writes one backup and returns it when it has been opened, checked page by page, counted against the store of that
 * moment and read back from the disk. Until then it has another name; killed or refused, it leaves nothing that looks
 * like a backup.
 * @throws FailureError `backup.noRoom`, `backup.checkFailed`, `store.diskFull`, `store.readOnly`, `store.diskError`
 */
export async function makeBackup(given: NewBackup): Promise<MadeBackup> {
  const { store, dataKey, folder, kind, signal } = given;
  const madeAt = store.now().toISOString();
  const file = join(
    folder,
    `thyromap-${madeAt.slice(0, 19).replaceAll(':', '-')}-${kind}${BACKUP_EXTENSION}`,
  );
  const part = `${file}.part`;
  const keyFile = readKeyFile(dirname(store.file));
  if (!keyFile) throw new FailureError('key.lost', { file: store.file });
  const { actor } = store;
  let placed = false;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    checkRoom(store.file, folder);
    const progress = given.progress ?? (() => {});
    const atThatMoment: { contents?: QuickContents } = {};
    const handle = await open(part, 'wx', 0o600);
    let copied: Awaited<ReturnType<typeof copyOpenStore>>;
    try {
      copied = await copyOpenStore(store, handle, {
        snapshot: () => {
          atThatMoment.contents = quickContents(store);
        },
        progress: (done, bytes) => progress('copying', done / bytes),
        signal,
      });
      await handle.sync();
    } finally {
      await handle.close();
    }
    progress('checking', 0);
    const contents = await checked(part, subkey(dataKey, 'store'), atThatMoment.contents!, signal);
    const { schemaVersion, ...counts } = contents;
    const facts: BackupFacts = { kind, madeBy: actor.name, ...counts };
    const trailer = trailerBytes(
      {
        format: 'thyromap-backup',
        version: 1,
        madeAt,
        appVersion: given.appVersion,
        schemaVersion,
        contentBytes: copied.bytes,
        contentSha256: copied.sha256,
        keyFile,
      },
      facts,
      dataKey,
    );
    const end = await open(part, 'a');
    try {
      await end.writeFile(trailer);
      await end.sync();
    } finally {
      await end.close();
    }
    progress('reading', 0);
    if ((await readBack(part, copied.bytes, { signal })) !== copied.sha256)
      throw new FailureError('backup.checkFailed', { file }, 'what was read back is not what was written');
    signal?.throwIfAborted();
    await rename(part, file);
    placed = true;
    flushFolder(folder);
    actingAs(store, actor, () =>
      record(store, {
        action: 'backup.made',
        detail: { kind, cases: facts.cases, auditSeq: facts.auditSeq, sha256: copied.sha256 },
      }),
    );
    return { file, madeAt, bytes: copied.bytes + trailer.length, facts };
  } catch (error) {
    for (const end of ['', '-wal', '-shm', '-journal']) rmQuietly(part + end);
    // What the log cannot tell of is not kept: a person who is told of a failure does not count on it.
    if (placed) rmQuietly(file);
    throw toStoreFailure(error, file);
  }
}

async function checked(
  part: string,
  key: Buffer,
  expected: QuickContents,
  signal: AbortSignal | undefined,
): Promise<StoreContents> {
  const found = await checkCopy(part, key, signal);
  await rm(`${part}-wal`, { force: true });
  if ('fault' in found) throw new FailureError('backup.checkFailed', { file: part }, found.fault);
  const { contents } = found;
  const same = (Object.keys(expected) as (keyof QuickContents)[]).every(
    (name) => contents[name] === expected[name],
  );
  if (!same) throw new FailureError('backup.checkFailed', { file: part }, 'the copy holds other rows');
  return contents;
}

type QuickContents = Pick<StoreContents, 'cases' | 'assessments' | 'auditSeq' | 'auditHash'>;

/** What is quick to tell of an open store, at the moment it is copied. */
function quickContents(store: Store): QuickContents {
  const count = (sql: string): number => store.db.prepare(sql).pluck().get() as number;
  const tail = store.db
    .prepare<[], { seq: number; hash: string }>('SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1')
    .get();
  return {
    cases: count('SELECT count(*) FROM cases WHERE deleted_at IS NULL'),
    assessments: count('SELECT count(*) FROM assessments'),
    auditSeq: tail?.seq ?? 0,
    auditHash: tail?.hash ?? '',
  };
}

/** Room for the copy and a tenth more, so that the disk of a running clinic is not filled to its last block. */
function checkRoom(file: string, folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  const needed = Math.ceil(statSync(file).size * 1.1) + 1_000_000;
  if (bavail * bsize < needed)
    throw new FailureError('backup.noRoom', { folder, mb: Math.ceil(needed / 1_000_000) });
}

function rmQuietly(file: string): void {
  try {
    if (existsSync(file)) rmSync(file);
  } catch (error) {
    console.error('an unfinished backup could not be removed:', (error as Error).message);
  }
}
