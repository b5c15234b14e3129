import { PASSPHRASE_CHARACTERS_MIN } from '../../app/contract/access.ts';

export type Strength = 'short' | 'weak' | 'fair' | 'strong';

const COMMON =
  /passwor[dt]|qwert|asdf|abc|letmein|welcome|admin|thyro|test|hospital|klinik|clinic|mima|woaini/gi;

/**
 * A hint, not a rule: how many guesses a passphrase would take, from its length and kinds of characters, with
 * repetitions, sequences and the commonest words counted as one character.
 */
export function strengthOf(passphrase: string): Strength {
  if (passphrase.length < PASSPHRASE_CHARACTERS_MIN) return 'short';
  const bits = guessBits(passphrase);
  return bits < 40 ? 'weak' : bits < 60 ? 'fair' : 'strong';
}

function guessBits(passphrase: string): number {
  const bare = passphrase.replace(COMMON, '*');
  let counted = 0;
  let before = -2;
  let step = 0;
  const seen = new Map<string, number>();
  for (const character of bare) {
    const code = character.codePointAt(0)!;
    const isRun = code - before === step && Math.abs(step) <= 1;
    step = code - before;
    before = code;
    const times = (seen.get(character) ?? 0) + 1;
    seen.set(character, times);
    counted += isRun ? 0.1 : 1 / times ** 0.5;
  }
  const kinds = [
    [/[a-z]/, 26],
    [/[A-Z]/, 26],
    [/\d/, 10],
    [/[^\p{L}\d]/u, 20],
    [/[^ -~]/, 1000],
  ] as const;
  const alphabet = kinds.reduce((sum, [kind, size]) => sum + (kind.test(bare) ? size : 0), 0);
  // Words, not random letters: about two thirds of a random string's entropy.
  return counted * Math.log2(Math.max(2, alphabet)) * 0.65;
}
