import type { Language } from '../../app/words/say.ts';
import type { RiskField } from '../../atlas/riskField/field.ts';
import { count } from '../words/format.ts';
import type { Words } from '../words/words.ts';

/** Where a field's cases come from, in a sentence with their number. */
export function sourceSentence(t: Words['t'], language: Language, field: RiskField): string {
  const key = field.source === 'builtIn' ? 'atlas.source' : (`atlas.source.${field.source}` as const);
  return t(key, { count: count(field.cases, language) });
}

/** The same in a few words, for the legend. */
export function sourceShort(t: Words['t'], field: RiskField): string {
  return t(field.source === 'builtIn' ? 'atlas.sourceShort' : (`field.source.${field.source}` as const));
}
