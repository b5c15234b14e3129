import { randomBytes, scrypt } from 'node:crypto';
import { z } from 'zod';

/**
 * scrypt (RFC 7914). The bounds keep a file that somebody else wrote from taking all memory or hanging: 128 · N · r
 * bytes, at most 256 MiB.
 */
export const scryptSchema = z.strictObject({
  name: z.literal('scrypt'),
  N: z
    .int()
    .min(2)
    .max(2 ** 18)
    // RFC 7914, section 2: a power of two.
    .refine((N) => Number.isInteger(Math.log2(N))),
  r: z.literal(8),
  p: z.int().min(1).max(2),
  salt: z.base64().max(64),
});
export type ScryptCost = z.infer<typeof scryptSchema>;

/** 128 MB and about half a second on the machines this was measured on (`npm run bench -- unlock`): OWASP's first choice. */
export const SCRYPT_N = 2 ** 17;

export function newScrypt(N: number = SCRYPT_N): ScryptCost {
  return { name: 'scrypt', N, r: 8, p: 1, salt: randomBytes(16).toString('base64') };
}

/** The key behind a passphrase; however its characters were composed by keyboard or system (NFKC), it is the same. */
export function passphraseKey(passphrase: string, cost: ScryptCost): Promise<Buffer> {
  const { N, r, p } = cost;
  return new Promise((resolve, reject) => {
    scrypt(
      Buffer.from(passphrase.normalize('NFKC')),
      Buffer.from(cost.salt, 'base64'),
      32,
      { N, r, p, maxmem: 256 * N * r },
      (error, key) => (error ? reject(error) : resolve(key)),
    );
  });
}
