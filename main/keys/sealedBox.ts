import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { z } from 'zod';

/** AES-256-GCM with a fresh 96-bit nonce (NIST SP 800-38D); `about` is bound to the content without being hidden. */
export const sealedBoxSchema = z.strictObject({
  nonce: z.base64().max(24),
  /** Ciphertext and its 16-byte tag. */
  sealed: z.base64().max(400),
});
export type SealedBox = z.infer<typeof sealedBoxSchema>;

const TAG_BYTES = 16;

export function seal(content: Buffer, key: Buffer, about: string): SealedBox {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(about));
  const sealed = Buffer.concat([cipher.update(content), cipher.final(), cipher.getAuthTag()]);
  return { nonce: nonce.toString('base64'), sealed: sealed.toString('base64') };
}

/** The content; null when key, content or `about` is not the one it was sealed with. */
export function unseal(box: SealedBox, key: Buffer, about: string): Buffer | null {
  const nonce = Buffer.from(box.nonce, 'base64');
  const sealed = Buffer.from(box.sealed, 'base64');
  if (nonce.length !== 12 || sealed.length < TAG_BYTES) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(about)).setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]);
  } catch {
    return null;
  }
}
