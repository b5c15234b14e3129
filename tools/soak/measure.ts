import { readdirSync, readFileSync } from 'node:fs';

/** What a process holds now: resident memory without shared libraries' pages, MB, and open files. Linux only. */
export type Held = { rssMb: number; files: number };

export function heldBy(pid: number): Held {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kb = Number(/^RssAnon:\s+(\d+)/m.exec(status)?.[1] ?? 0);
  return { rssMb: kb / 1024, files: readdirSync(`/proc/${pid}/fd`).length };
}

/** How much more the last fifth holds than the first after the beginning: medians, so that one moment decides nothing. */
export function growth(samples: readonly number[]): number {
  const fifth = Math.max(1, Math.floor(samples.length / 5));
  const first = median(samples.slice(0, fifth));
  const last = median(samples.slice(-fifth));
  return first === 0 ? 0 : last / first - 1;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
