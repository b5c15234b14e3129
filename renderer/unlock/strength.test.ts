import { expect, test } from 'vitest';
import { strengthOf } from './strength.ts';

test.each([
  ['short', 'short'],
  ['password', 'weak'],
  ['Password1', 'weak'],
  ['aaaaaaaaaaaaaaaaaaaa', 'weak'],
  ['12345678901234', 'weak'],
  ['abcdefghijkl', 'weak'],
  ['hospital2026', 'weak'],
  ['seven green apples', 'fair'],
  ['correct horse battery staple', 'strong'],
  ['甲状腺手术前请先看侧颈', 'strong'],
  ['vT9#kq2!Lm4z', 'fair'],
])('“%s” is called %s', (passphrase, strength) => {
  expect(strengthOf(passphrase)).toBe(strength);
});
