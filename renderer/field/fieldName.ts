import type { FieldVersion } from '../../app/contract/fieldChannels.ts';
import type { Language } from '../../app/words/say.ts';
import { fullDate } from '../words/format.ts';
import type { Words } from '../words/words.ts';

/** What a field is called: its source and when it was built. Null is the built-in one. */
export function fieldName(t: Words['t'], language: Language, version: FieldVersion | null): string {
  if (!version) return t('field.builtIn');
  return `${t(`field.source.${version.source}`)} · ${fullDate(version.createdAt, language)}`;
}
