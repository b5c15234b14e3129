import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { FailureError } from '../../app/failure.ts';
import { toStoreFailure } from '../store/storeFailures.ts';
import { writeFileWhole } from './atomicFile.ts';
import { scryptSchema } from './passphraseKey.ts';
import { sealedBoxSchema } from './sealedBox.ts';

/** `store.key.json` beside the store: the data key, sealed once for each way in. Two copies, the second a spare. */
export const KEY_FILE_NAMES = ['store.key.json', 'store.key.copy.json'] as const;

const hex16 = z.string().regex(/^[0-9a-f]{32}$/);
const passphraseSlot = z.strictObject({
  kind: z.literal('passphrase'),
  userId: z.string().max(100),
  /** Shown before anybody has signed in, as on a computer's own sign-in screen. */
  name: z.string().max(80),
  kdf: scryptSchema,
  box: sealedBoxSchema,
});
const recoverySlot = z.strictObject({
  kind: z.literal('recovery'),
  salt: z.base64().max(64),
  box: sealedBoxSchema,
});
/** Sealed by the operating system for this person's account on this computer. */
const keychainSlot = z.strictObject({
  kind: z.literal('keychain'),
  userId: z.string().max(100),
  backend: z.string().max(60),
  sealed: z.base64().max(4000),
});
export const keySlotSchema = z.discriminatedUnion('kind', [passphraseSlot, recoverySlot, keychainSlot]);
export type KeySlot = z.infer<typeof keySlotSchema>;
export type PassphraseSlot = z.infer<typeof passphraseSlot>;

export const keyFileContentSchema = z.strictObject({
  format: z.literal('thyromap-key'),
  version: z.literal(1),
  /** Rises with every change: of two copies the higher one is right. */
  revision: z.int().min(1),
  storeId: hex16,
  cipher: z.literal('sqlcipher-4'),
  /**
   * SQLCipher's salt, the first 16 bytes of the store: tells a damaged store from one that belongs to another key
   * file. Null until the store has been made.
   */
  storeSalt: hex16.nullable(),
  lastUserId: z.string().max(100).nullable(),
  slots: z.array(keySlotSchema).max(500),
});
export type KeyFile = z.infer<typeof keyFileContentSchema>;
const keyFileSchema = keyFileContentSchema.extend({ sha256: z.string().regex(/^[0-9a-f]{64}$/) });

/**
 * The key file of a data folder; null when there is none. One lost or damaged copy is made again from the other.
 * @throws FailureError `key.damaged` when no copy can be read, `key.newer` for one of a later version
 */
export function readKeyFile(folder: string): KeyFile | null {
  const files = KEY_FILE_NAMES.map((name) => join(folder, name));
  const found = files.map(readOne);
  const good = found
    .filter((one): one is KeyFile => typeof one === 'object')
    .sort((a, b) => b.revision - a.revision);
  const [best] = good;
  if (!best) {
    if (found.every((one) => one === 'missing')) return null;
    const code = found.includes('newer') ? 'key.newer' : 'key.damaged';
    throw new FailureError(code, { file: files[0]! });
  }
  if (good.length < 2 || good[1]!.revision < best.revision) spare(() => writeBoth(folder, best));
  return best;
}

/** Writes both copies, the first one first; returns what was written, one revision higher. */
export function writeKeyFile(folder: string, content: Omit<KeyFile, 'revision'>, revision: number): KeyFile {
  const next = keyFileContentSchema.parse({ ...content, revision });
  try {
    writeBoth(folder, next);
  } catch (error) {
    throw toStoreFailure(error, join(folder, KEY_FILE_NAMES[0]));
  }
  return next;
}

function writeBoth(folder: string, content: KeyFile): void {
  const text = `${JSON.stringify({ ...content, sha256: checksum(content) }, null, 2)}\n`;
  for (const name of KEY_FILE_NAMES) writeFileWhole(join(folder, name), text);
}

function readOne(file: string): KeyFile | 'missing' | 'damaged' | 'newer' {
  if (!existsSync(file)) return 'missing';
  try {
    const json: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const version = z.looseObject({ format: z.literal('thyromap-key'), version: z.int() }).safeParse(json);
    if (version.success && version.data.version > 1) return 'newer';
    const { sha256, ...content } = keyFileSchema.parse(json);
    return checksum(content) === sha256 ? content : 'damaged';
  } catch {
    return 'damaged';
  }
}

const checksum = (content: KeyFile): string =>
  createHash('sha256')
    .update(JSON.stringify(keyFileContentSchema.parse(content)))
    .digest('hex');

/** A spare that cannot be written (read-only disk) stops nobody from opening. */
function spare(write: () => void): void {
  try {
    write();
  } catch (error) {
    console.error('the second copy of the key file could not be written:', error);
  }
}
