import { riskPercent, saidRisk } from '../../app/words/percent.ts';

export { percentRange, riskRange } from '../../app/words/percent.ts';

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

/** The sum of contributions × responses, which is the risk: beyond what may be said of it, as it is said above. */
export function sumOfParts(risk: number): string {
  return saidRisk(risk) === risk ? decimals(risk) : riskPercent(risk);
}

/** The first characters of a hash, enough to tell two files apart by eye. */
export function shortHash(sha256: string): string {
  return sha256.slice(0, 8);
}
