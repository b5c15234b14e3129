/** A probability as whole percent. Never 0% or 100%: an estimate is not a certainty. */
export function percent(probability: number): string {
  if (probability < 0.005) return '<1%';
  if (probability >= 0.995) return '>99%';
  return `${Math.round(probability * 100)}%`;
}

/** A probability interval, e.g. `71–92%`. */
export function percentRange([low, high]: readonly [number, number]): string {
  const from = percent(low);
  const to = percent(high);
  // With spaces where a sign follows the dash: fonts draw "–>" as an arrow.
  if (/[<>]/.test(from + to)) return `${from} – ${to}`;
  return `${from.slice(0, -1)}–${to}`;
}
