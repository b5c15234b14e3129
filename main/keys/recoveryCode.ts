import { createHash, hkdfSync, randomBytes } from 'node:crypto';

/**
 * A code to write down: 130 random bits and 10 check bits in Crockford's base 32 (no I, L, O or U; 0/O and 1/I/L
 * read alike), seven groups of four: `7KQ2-M0XF-…`. https://www.crockford.com/base32.html
 */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const RANDOM_CHARACTERS = 26;
const CHECK_CHARACTERS = 2;

export function makeRecoveryCode(): string {
  const letters = [...randomBytes(RANDOM_CHARACTERS)].map((byte) => ALPHABET[byte % 32]).join('');
  return (letters + checkOf(letters)).match(/.{4}/g)!.join('-');
}

/** The 28 characters of a code as it was typed: any case, with or without hyphens; null for one that is mistyped. */
export function readRecoveryCode(typed: string): string | null {
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐-―]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  if (code.length !== RANDOM_CHARACTERS + CHECK_CHARACTERS) return null;
  if ([...code].some((letter) => !ALPHABET.includes(letter))) return null;
  const letters = code.slice(0, RANDOM_CHARACTERS);
  return code.slice(RANDOM_CHARACTERS) === checkOf(letters) ? code : null;
}

/** The key behind a read code. 130 random bits need no slow derivation. */
export function recoveryKey(code: string, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', code, salt, 'thyromap recovery code', 32));
}

function checkOf(letters: string): string {
  const hash = createHash('sha256').update(`thyromap ${letters}`).digest();
  return [...hash.subarray(0, CHECK_CHARACTERS)].map((byte) => ALPHABET[byte % 32]).join('');
}
