import type { Failure } from '../failure.ts';
import { en, type WordKey } from './en.ts';
import { zh } from './zh.ts';

export type Language = 'en' | 'zh';
export const LANGUAGES: readonly Language[] = ['en', 'zh'];

const CATALOGUES: Record<Language, Record<WordKey, string>> = { en, zh };

/** The sentence for a key, with `{name}` filled from values. */
export function say(language: Language, key: WordKey, values: Record<string, string | number> = {}): string {
  return CATALOGUES[language][key].replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in values ? String(values[name]) : whole,
  );
}

/** Whether a key is in the catalogue: codes that come from data (failures, findings) are checked with this. */
export function isWordKey(key: string): key is WordKey {
  return Object.hasOwn(en, key);
}

/** The sentence for a failure; a code without a sentence falls back to the general one, never to the code. */
export function sayFailure(language: Language, failure: Failure): string {
  const key = isWordKey(failure.code) ? failure.code : 'unexpected.error';
  return say(language, key, failure.values);
}
