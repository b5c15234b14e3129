import { readFileSync } from 'node:fs';
import { totalmem } from 'node:os';

const PAGE_BYTES = 4096;
const EVERY_MS = 250;

/**
 * At most 4 GiB and at most half of the machine for the inference process; `THYROMAP_INFERENCE_MEMORY_MB` gives it
 * less on a machine that has other work.
 */
export const INFERENCE_RSS_MAX_BYTES = Math.min(
  4 * 2 ** 30,
  totalmem() / 2,
  Number(process.env.THYROMAP_INFERENCE_MEMORY_MB || Number.POSITIVE_INFINITY) * 2 ** 20,
);

/**
 * Watches a process's resident memory and calls `exceeded` once when it passes the limit. Works where /proc does;
 * elsewhere the process looks after itself between runs (see index.ts). Returns what stops the watch.
 */
export function watchMemory(
  pid: number | null,
  exceeded: (bytes: number) => void,
  limitBytes: number = INFERENCE_RSS_MAX_BYTES,
): () => void {
  if (pid === null || process.platform !== 'linux') return () => {};
  const timer = setInterval(() => {
    const bytes = residentBytes(pid);
    if (bytes === null) return clearInterval(timer);
    if (bytes > limitBytes) {
      clearInterval(timer);
      exceeded(bytes);
    }
  }, EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** Resident set of a process in bytes (proc(5), statm's second field, pages); null when it is gone. */
export function residentBytes(pid: number): number | null {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES;
  } catch {
    return null;
  }
}
