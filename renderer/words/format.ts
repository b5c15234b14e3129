import { LOCALES } from '../../app/words/list.ts';
import type { Language } from '../../app/words/say.ts';

export { listOf } from '../../app/words/list.ts';
export { percent, riskPercent, saidRisk } from '../../app/words/percent.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs more than using it a hundred times. */
function dateFormat(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(LOCALES[language], options);
    formats.set(key, format);
  }
  return format;
}

/** When something happened, as short as it can be told apart: the time today, day and month this year, else with the year. */
export function shortDate(iso: string, language: Language, now: Date = new Date()): string {
  const then = new Date(iso);
  if (then.toDateString() === now.toDateString()) {
    return dateFormat(language, { hour: '2-digit', minute: '2-digit', hour12: false }).format(then);
  }
  const sameYear = then.getFullYear() === now.getFullYear();
  return dateFormat(language, {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(then);
}

/** Date and time in full, for tooltips. */
export function fullDate(iso: string, language: Language): string {
  return dateFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(new Date(iso));
}

/** A count with the language's grouping. */
export function count(n: number, language: Language): string {
  return n.toLocaleString(LOCALES[language]);
}

/** Milliseconds as a person reads them: `0.4 s`, `12 s`. */
export function seconds(ms: number): string {
  return ms < 9950 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`;
}
