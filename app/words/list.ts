import type { Language } from './say.ts';

export const LOCALES: Record<Language, string> = { en: 'en-GB', zh: 'zh-CN' };

/** `a, b and c`, `a、b和c`. */
export function listOf(words: readonly string[], language: Language): string {
  return new Intl.ListFormat(LOCALES[language], { type: 'conjunction' }).format(words);
}
