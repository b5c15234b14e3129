import { createContext, useContext, useMemo } from 'react';
import type { Failure } from '../../app/failure.ts';
import type { WordKey } from '../../app/words/en.ts';
import { type Language, say, sayFailure } from '../../app/words/say.ts';

export const LanguageContext = createContext<Language>('en');

export type Words = {
  language: Language;
  /** The sentence for a key, values filled in. */
  t: (key: WordKey, values?: Record<string, string | number>) => string;
  /** The sentence for a failure. */
  fail: (failure: Failure) => string;
};

export function useWords(): Words {
  const language = useContext(LanguageContext);
  return useMemo(
    () => ({
      language,
      t: (key, values) => say(language, key, values),
      fail: (failure) => sayFailure(language, failure),
    }),
    [language],
  );
}
