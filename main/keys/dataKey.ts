import { hkdfSync, randomBytes } from 'node:crypto';

/**
 * One random 256-bit data key for each store. It is never used itself: each purpose has its own key derived from
 * it (HKDF-SHA256, RFC 5869), so that none of them tells anything of another.
 */
export type DataKey = Buffer;

export const DATA_KEY_BYTES = 32;
export const makeDataKey = (): DataKey => randomBytes(DATA_KEY_BYTES);

/** Encrypts the store (SQLCipher raw key), seals the audit log's head, encrypts backups. */
export type KeyPurpose = 'store' | 'audit head' | 'backup';

/** 32 bytes for one purpose. */
export function subkey(dataKey: DataKey, purpose: KeyPurpose): Buffer {
  return Buffer.from(hkdfSync('sha256', dataKey, Buffer.alloc(0), `thyromap ${purpose}`, 32));
}
