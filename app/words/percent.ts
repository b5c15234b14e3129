/** A probability as whole percent. Never 0% or 100%: an estimate is not a certainty. */
export function percent(probability: number): string {
  if (probability < 0.005) return '<1%';
  if (probability >= 0.995) return '>99%';
  return `${Math.round(probability * 100)}%`;
}

/** A probability interval, e.g. `71–92%`. */
export function percentRange([low, high]: readonly [number, number]): string {
  return range(percent(low), percent(high));
}

/**
 * No lateral-neck risk is said to be beyond these, however far beyond them the network puts it. Its labels are
 * simulated, and even the published network, on real ones, was too sure below: of the fifth of its validation cases
 * with the lowest predictions (1% on average) 4.6% had metastases (`predictions_validation.csv`, read in the test).
 */
export const SAID_RISK = { min: 0.05, max: 0.95 } as const;

/** The risk where it is drawn: no bar reaches further than the figure beside it. */
export function saidRisk(probability: number): number {
  return Math.min(SAID_RISK.max, Math.max(SAID_RISK.min, probability));
}

/** The lateral-neck risk as a person reads it: whole percent, `<5%` and `>95%` at the ends (`SAID_RISK`). */
export function riskPercent(probability: number): string {
  if (probability < SAID_RISK.min) return `<${percent(SAID_RISK.min)}`;
  if (probability > SAID_RISK.max) return `>${percent(SAID_RISK.max)}`;
  return percent(probability);
}

/** Its interval, e.g. `71–92%`, `91% – >95%`; where all of it lies there `>95%` alone, or `≥95%`. */
export function riskRange([low, high]: readonly [number, number]): string {
  const from = riskPercent(low);
  const to = riskPercent(high);
  if (from === to && /[<>]/.test(from)) return from;
  if (to === `>${from}`) return `≥${from}`;
  if (from === `<${to}`) return `≤${to}`;
  return range(from, to);
}

function range(from: string, to: string): string {
  // With spaces where a sign follows the dash: fonts draw "–>" as an arrow.
  if (/[<>]/.test(from + to)) return `${from} – ${to}`;
  return `${from.slice(0, -1)}–${to}`;
}
