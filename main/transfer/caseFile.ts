import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { constants, gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { FailureError } from '../../app/failure.ts';
import {
  CASES_AT_ONCE,
  type TransferredCase,
  transferredCaseSchema,
} from '../../app/transfer/transferredCase.ts';
import { freeGuess, type Guess } from '../access/guess.ts';
import { newScrypt, passphraseKey, scryptSchema } from '../keys/passphraseKey.ts';

/**
 * Cases in one encrypted file: 16 bytes that name it, a header (length, JSON), then each case (length, nonce, gzip'd
 * JSON under AES-256-GCM, tag). The key comes from a passphrase given for this file (scrypt). Each case is bound to
 * the header, its place and their number: none can be changed, moved, doubled or left out.
 */
const BEGIN = Buffer.from('THYROMAP-CASES\n\0', 'latin1');
const HEADER_BYTES_MAX = 10_000;
const CASE_BYTES_MAX = 300_000_000;
/** All cases of a file together, unpacked: a few small ones that unpack to more than the memory holds are no cases. */
const UNPACKED_BYTES_MAX = 400_000_000;
const NONCE = 12;
const TAG = 16;

const headerSchema = z.strictObject({
  format: z.literal('thyromap-cases'),
  version: z.literal(1),
  madeAt: z.iso.datetime(),
  appVersion: z.string().max(40),
  /** The first 8 digits of the sending store's id. */
  from: z.string().regex(/^[0-9a-f]{8}$/),
  count: z.int().min(1).max(CASES_AT_ONCE),
  kdf: scryptSchema,
});
export type CaseFileHeader = z.infer<typeof headerSchema>;

/**
 * `N` is lowered by tests only.
 * @throws FailureError `transfer.tooMuch`
 */
export async function writeCaseFile(
  facts: Pick<CaseFileHeader, 'madeAt' | 'appVersion' | 'from'>,
  cases: readonly TransferredCase[],
  passphrase: string,
  N?: number,
): Promise<Buffer> {
  const kdf = newScrypt(N);
  const header = Buffer.from(
    JSON.stringify(
      headerSchema.parse({ format: 'thyromap-cases', version: 1, ...facts, count: cases.length, kdf }),
    ),
  );
  const key = await passphraseKey(passphrase, kdf);
  const parts = [BEGIN, lengthOf(header), header];
  let unpacked = 0;
  for (const [i, one] of cases.entries()) {
    const json = Buffer.from(JSON.stringify(one));
    unpacked += json.length;
    if (unpacked > UNPACKED_BYTES_MAX || json.length > CASE_BYTES_MAX)
      throw new FailureError('transfer.tooMuch', { mb: UNPACKED_BYTES_MAX / 1_000_000 });
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(about(header, i, cases.length));
    const packed = gzipSync(json, { level: constants.Z_BEST_SPEED });
    const sealed = Buffer.concat([nonce, cipher.update(packed), cipher.final(), cipher.getAuthTag()]);
    parts.push(lengthOf(sealed), sealed);
  }
  return Buffer.concat(parts);
}

/**
 * Reads every case before any is used. `guess` slows guessing down; `unpackedBytesMax` is lowered by tests only.
 * @throws FailureError `transfer.notOne`, `transfer.newer`, `transfer.wrongPassphrase`, `transfer.damaged`
 */
export async function readCaseFile(
  bytes: Buffer,
  file: string,
  passphrase: string,
  options: { guess?: Guess; unpackedBytesMax?: number } = {},
): Promise<{ header: CaseFileHeader; cases: TransferredCase[] }> {
  const damaged = (): never => {
    throw new FailureError('transfer.damaged', { file });
  };
  let at = BEGIN.length;
  const take = (max: number): Buffer => {
    if (at + 4 > bytes.length) damaged();
    const length = bytes.readUInt32LE(at);
    if (length > max || at + 4 + length > bytes.length) damaged();
    at += 4 + length;
    return bytes.subarray(at - length, at);
  };
  if (!bytes.subarray(0, BEGIN.length).equals(BEGIN)) throw new FailureError('transfer.notOne', { file });
  const raw = take(HEADER_BYTES_MAX);
  const header = parseHeader(raw, file);
  const opened = (key: Buffer, i: number): Buffer | null => {
    const sealed = take(CASE_BYTES_MAX);
    if (sealed.length < NONCE + TAG) damaged();
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE), { authTagLength: TAG });
    decipher.setAAD(about(raw, i, header.count)).setAuthTag(sealed.subarray(-TAG));
    try {
      return Buffer.concat([decipher.update(sealed.subarray(NONCE, -TAG)), decipher.final()]);
    } catch {
      return null;
    }
  };
  // Of a wrong passphrase the first case already tells; a later one that does not open is damage.
  const { guess = freeGuess } = options;
  const { key, first } = await guess(
    async () => {
      const key = await passphraseKey(passphrase, header.kdf);
      const first = opened(key, 0);
      return first && { key, first };
    },
    () => new FailureError('transfer.wrongPassphrase', { file }),
  );
  const cases: TransferredCase[] = [];
  let room = options.unpackedBytesMax ?? UNPACKED_BYTES_MAX;
  for (let i = 0; i < header.count; i++) {
    const packed = i === 0 ? first : (opened(key, i) ?? damaged());
    try {
      const json = gunzipSync(packed, { maxOutputLength: Math.max(1, Math.min(room, CASE_BYTES_MAX)) });
      room -= json.length;
      cases.push(transferredCaseSchema.parse(JSON.parse(json.toString('utf8'))));
    } catch {
      damaged();
    }
  }
  if (at !== bytes.length || new Set(cases.map(({ id }) => id)).size < cases.length) damaged();
  return { header, cases };
}

function parseHeader(raw: Buffer, file: string): CaseFileHeader {
  try {
    const json: unknown = JSON.parse(raw.toString('utf8'));
    const version = z.looseObject({ format: z.literal('thyromap-cases'), version: z.int() }).safeParse(json);
    if (version.success && version.data.version > 1) throw new FailureError('transfer.newer', { file });
    return headerSchema.parse(json);
  } catch (error) {
    if (error instanceof FailureError) throw error;
    throw new FailureError('transfer.damaged', { file });
  }
}

function lengthOf(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return length;
}

const about = (header: Buffer, place: number, count: number): Buffer =>
  Buffer.from(`${createHash('sha256').update(header).digest('hex')} ${place} of ${count}`);
