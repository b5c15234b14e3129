import { availableParallelism, cpus } from 'node:os';

/** What a benchmark found against the target of the issue. */
export type Verdict = { readonly state: 'met' | 'missed' | 'not run'; readonly sentence: string };

export function verdict(met: boolean, sentence: string): Verdict {
  return { state: met ? 'met' : 'missed', sentence };
}

export function notRun(sentence: string): Verdict {
  console.log(sentence);
  return { state: 'not run', sentence };
}

export function describeMachine(): string {
  return `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.version}`;
}

/** The value below which `share` of the values lie (nearest rank). */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))]!;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** Milliseconds with what a reader needs of them: median, fastest and the 95th percentile. */
export function milliseconds(values: readonly number[]): string {
  const [middle, best, worst] = [median(values), Math.min(...values), percentile(values, 0.95)];
  return `median ${middle.toFixed(1)} ms (fastest ${best.toFixed(1)}, p95 ${worst.toFixed(1)}, n ${values.length})`;
}
