import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { z } from 'zod';
import { type BackupFacts, backupFactsSchema } from '../../app/backup/backup.ts';
import { FailureError } from '../../app/failure.ts';
import { type DataKey, subkey } from '../keys/dataKey.ts';
import { type KeyFile, keyFileContentSchema } from '../keys/keyFile.ts';
import { seal, unseal } from '../keys/sealedBox.ts';
import { toStoreFailure } from '../store/storeFailures.ts';

/**
 * A backup is one file: the encrypted store as it lies on the disk, then a trailer (JSON) with the sealed key of that
 * store and what is in it, then the trailer's length (4 bytes, little-endian) and these 16 bytes. Copied only in part
 * it has no end and is refused at once.
 */
const END = Buffer.from('THYROMAP-BACKUP\n', 'latin1');
const TRAILER_BYTES_MAX = 4_000_000;

const publicSchema = z.strictObject({
  format: z.literal('thyromap-backup'),
  version: z.literal(1),
  madeAt: z.iso.datetime(),
  appVersion: z.string().max(40),
  schemaVersion: z.int().min(1),
  contentBytes: z.int().min(1),
  contentSha256: z.string().regex(/^[0-9a-f]{64}$/),
  keyFile: keyFileContentSchema,
});
const trailerSchema = z.strictObject({
  ...publicSchema.shape,
  /** `BackupFacts` under the store's own key, bound to everything above. */
  facts: z.strictObject({ nonce: z.base64().max(24), sealed: z.base64().max(20_000) }),
});
export type Trailer = z.infer<typeof trailerSchema>;
export type PublicTrailer = z.infer<typeof publicSchema>;

/** The bytes that make a copied store a backup. */
export function trailerBytes(content: PublicTrailer, facts: BackupFacts, dataKey: DataKey): Buffer {
  // Another computer's keychain opens nothing here.
  const keyFile: KeyFile = {
    ...content.keyFile,
    slots: content.keyFile.slots.filter((slot) => slot.kind !== 'keychain'),
  };
  const known = publicSchema.parse({ ...content, keyFile });
  const box = seal(Buffer.from(JSON.stringify(facts)), subkey(dataKey, 'backup'), about(known));
  const json = Buffer.from(JSON.stringify({ ...known, facts: box }));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  return Buffer.concat([json, length, END]);
}

/**
 * Reads a backup's trailer; its content is not looked at.
 * @throws FailureError `backup.unreadable` (not there, no right), `backup.notOne` (another file, or one whose end is
 * missing), `backup.newer`, `backup.damaged`
 */
export function readTrailer(file: string): Trailer {
  const json = readJson(file);
  const version = z.looseObject({ format: z.literal('thyromap-backup'), version: z.int() }).safeParse(json);
  if (version.success && version.data.version > 1) throw new FailureError('backup.newer', { file });
  const parsed = trailerSchema.safeParse(json);
  if (!parsed.success) throw new FailureError('backup.damaged', { file });
  return parsed.data;
}

/** What is in a backup; null when the key is not that of its store, or the trailer was altered. */
export function openFacts(trailer: Trailer, dataKey: DataKey): BackupFacts | null {
  const { facts, ...known } = trailer;
  const opened = unseal(facts, subkey(dataKey, 'backup'), about(known));
  return opened ? backupFactsSchema.parse(JSON.parse(opened.toString('utf8'))) : null;
}

const about = (known: PublicTrailer): string =>
  createHash('sha256')
    .update(JSON.stringify(publicSchema.parse(known)))
    .digest('hex');

function readJson(file: string): unknown {
  let handle: number;
  try {
    handle = openSync(file, 'r');
  } catch (error) {
    throw new FailureError('backup.unreadable', { file }, String(error));
  }
  try {
    const stat = fstatSync(handle);
    const end = Buffer.alloc(4 + END.length);
    if (!stat.isFile() || stat.size < end.length) throw new FailureError('backup.notOne', { file });
    readSync(handle, end, 0, end.length, stat.size - end.length);
    const length = end.readUInt32LE();
    const from = stat.size - end.length - length;
    if (!end.subarray(4).equals(END) || length > TRAILER_BYTES_MAX || from < 0)
      throw new FailureError('backup.notOne', { file });
    const json = Buffer.alloc(length);
    readSync(handle, json, 0, length, from);
    const found = JSON.parse(json.toString('utf8')) as { contentBytes?: unknown };
    if (found?.contentBytes !== from) throw new FailureError('backup.damaged', { file });
    return found;
  } catch (error) {
    if (error instanceof SyntaxError) throw new FailureError('backup.damaged', { file });
    throw toStoreFailure(error, file);
  } finally {
    closeSync(handle);
  }
}
