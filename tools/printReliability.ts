import type { Reliability } from '../app/pack/reliability.ts';

/** The reliability figure as text: shown probability, observed share with its interval, number of cases. */
export function printReliability({ on, simulated, bins }: Reliability): void {
  console.log(`  reliability on ${on}${simulated ? ' (simulated labels)' : ''}: shown, observed, cases`);
  for (const { predicted, observed, interval, count } of bins) {
    const spread = interval.map((end) => end.toFixed(2)).join('–');
    console.log(`    ${predicted.toFixed(2)}   ${observed.toFixed(2)} (${spread})   ${count}`);
  }
}
