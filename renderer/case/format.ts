import type { Language } from '../../app/words/say.ts';

/**
 * How numbers are written on the result screen. One rule per quantity, so that the same thing reads the same
 * everywhere. A probability is never written as 0% or 100%: no estimate is that sure.
 */
export function percent(share: number): string {
  if (share < 0.005) return '<1%';
  if (share > 0.995) return '>99%';
  return `${Math.round(share * 100)}%`;
}

/** A probability interval, e.g. `71–92%`. */
export function percentRange([low, high]: readonly [number, number]): string {
  const from = percent(low);
  return `${from.startsWith('<') || from.startsWith('>') ? from : from.slice(0, -1)}–${percent(high)}`;
}

/**
 * Millimetres with one decimal. Where a threshold matters, a second decimal is shown when one would round the
 * value onto or across it: 2.46 mm must not read "2.5 mm" beside "closer than 2.5 mm".
 */
export function millimetres(mm: number, threshold?: number): string {
  const short = mm.toFixed(1);
  if (threshold === undefined || mm < threshold === Number(short) < threshold) return `${short} mm`;
  // Two decimals cut, not rounded: 2.499 is 2.49, still below.
  return `${(Math.floor(mm * 100) / 100).toFixed(2)} mm`;
}

/** A length on a frame: millimetres where the scale is known, else whole pixels. */
export function length(px: number, spacingMmPerPx: number | null, threshold?: number): string {
  return spacingMmPerPx === null ? `${Math.round(px)} px` : millimetres(px * spacingMmPerPx, threshold);
}

/** Three decimals, as the paper prints contributions and responses. */
export function decimals(value: number, places = 3): string {
  return value.toFixed(places);
}

/** Seconds with as many decimals as one can use. */
export function seconds(ms: number): string {
  return ms < 10_000 ? `${(ms / 1000).toFixed(2)} s` : `${(ms / 1000).toFixed(1)} s`;
}

const LOCALES: Record<Language, string> = { en: 'en-GB', zh: 'zh-CN' };

/** Day and minute in the reader's own time zone. */
export function dateTime(iso: string, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }).format(new Date(iso));
}

/** Only the time for today, else day and time. */
export function shortTime(iso: string, language: Language, now = new Date()): string {
  const date = new Date(iso);
  const sameDay = date.toDateString() === now.toDateString();
  if (!sameDay) return dateTime(iso, language);
  return new Intl.DateTimeFormat(LOCALES[language], {
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }).format(date);
}

/** The first characters of a hash, enough to tell two files apart by eye. */
export function shortHash(sha256: string): string {
  return sha256.slice(0, 8);
}
