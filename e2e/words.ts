import { type Language, say } from '../app/words/say.ts';

type Say = (key: Parameters<typeof say>[1], values?: Parameters<typeof say>[2]) => string;

/** The product's words in a language, for finding things by what people read. */
export function words(language: Language): Say {
  return (key, values) => say(language, key, values);
}
