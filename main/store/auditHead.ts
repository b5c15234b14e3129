import { createHmac, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileWhole } from '../keys/atomicFile.ts';
import type { AuditTail } from './store.ts';

/**
 * Number and hash of the audit log's last row, beside the store: rows cut off the log's end leave an unbroken chain
 * behind, and only a second place tells. Sealed with a key that lies behind the passphrase (HMAC-SHA256).
 */
export const AUDIT_HEAD_NAME = 'audit.head.json';

const headSchema = z.strictObject({
  version: z.literal(1),
  seq: z.int().min(1),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  seal: z.string().regex(/^[0-9a-f]{64}$/),
});

/** A change that is kept is not undone because its note beside the store could not be written: the log only runs ahead. */
export function writeAuditHead(folder: string, key: Buffer, tail: AuditTail): void {
  try {
    const content = JSON.stringify({ version: 1, ...tail, seal: sealOf(key, tail) });
    writeFileWhole(join(folder, AUDIT_HEAD_NAME), content, false);
  } catch (error) {
    console.error('the audit log’s head could not be written:', (error as Error).message);
  }
}

/** The head as it was sealed; `missing`, or `forged` where the seal is not of this store's key. */
export function readAuditHead(folder: string, key: Buffer): AuditTail | 'missing' | 'forged' {
  const file = join(folder, AUDIT_HEAD_NAME);
  if (!existsSync(file)) return 'missing';
  try {
    const { seq, hash, seal } = headSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    const expected = Buffer.from(sealOf(key, { seq, hash }));
    return timingSafeEqual(Buffer.from(seal), expected) ? { seq, hash } : 'forged';
  } catch {
    return 'forged';
  }
}

const sealOf = (key: Buffer, tail: AuditTail): string =>
  createHmac('sha256', key).update(`thyromap audit head ${tail.seq} ${tail.hash}`).digest('hex');
