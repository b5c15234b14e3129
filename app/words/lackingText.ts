import type { Risk } from '../case/assessment.ts';
import { listOf } from './list.ts';
import { type Language, say } from './say.ts';

/** What an estimate had to do without, in a sentence; null where nothing was missing. */
export function lackingText(lacking: Risk['lacking'], language: Language): string | null {
  if (!lacking || lacking.what.length === 0) return null;
  const what = listOf(
    lacking.what.map((lack) => say(language, `lack.${lack}`)),
    language,
  );
  return say(language, lacking.calibrated ? 'result.lacking' : 'result.lackingUncalibrated', { what });
}
