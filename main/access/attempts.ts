import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileWhole } from '../keys/atomicFile.ts';

/**
 * Slows down guessing at the keyboard. Kept beside the store, so that a restart does not start anew; who takes the
 * disk away is slowed by scrypt alone.
 */
export const ATTEMPTS_NAME = 'store.attempts.json';

/** So many wrong passphrases in a row cost nothing: fingers slip. */
const FREE = 3;
const LONGEST_WAIT_SECONDS = 900;
/** Refusals kept for the audit log until it can be opened. */
const KEPT = 200;

const schema = z.object({
  /** Wrong attempts in a row, and when the last one was, ms since 1970; by person, or `recovery`. */
  inARow: z.record(z.string().max(100), z.object({ count: z.int().min(0), lastAt: z.number() })),
  /** Not yet in the audit log. */
  refused: z.array(z.object({ at: z.iso.datetime(), who: z.string().max(100) })).max(KEPT),
});
type Kept = z.infer<typeof schema>;

export type Attempts = {
  /** Seconds until this person may try again; 0 for now. */
  waitSeconds(who: string): number;
  /** Counts an attempt as wrong before it is made, so that ending the process in between gains nothing. */
  begin(who: string): void;
  succeeded(who: string): void;
  /** Refusals since the last call, for the audit log. */
  takeRefused(): Kept['refused'];
};

export function keepAttempts(folder: string, now: () => number): Attempts {
  const file = join(folder, ATTEMPTS_NAME);
  const kept = readKept(file);
  const keep = (): void => {
    try {
      writeFileWhole(file, JSON.stringify(kept));
    } catch (error) {
      // A read-only folder is told when the store is opened; here the count goes on in memory.
      console.error('attempts could not be kept:', (error as Error).message);
    }
  };
  return {
    waitSeconds(who) {
      const row = kept.inARow[who];
      if (!row || row.count < FREE) return 0;
      const wait = Math.min(LONGEST_WAIT_SECONDS, 2 ** (row.count - FREE + 1));
      // A clock set back must not turn into days of waiting, nor one set on into none: the count stays.
      const since = Math.max(0, now() - row.lastAt) / 1000;
      if (now() < row.lastAt) row.lastAt = now();
      return Math.max(0, Math.ceil(wait - since));
    },
    begin(who) {
      const at = now();
      kept.inARow[who] = { count: (kept.inARow[who]?.count ?? 0) + 1, lastAt: at };
      kept.refused = [...kept.refused, { at: new Date(at).toISOString(), who }].slice(-KEPT);
      keep();
    },
    succeeded(who) {
      delete kept.inARow[who];
      kept.refused = kept.refused.slice(0, -1);
      keep();
    },
    takeRefused() {
      const { refused } = kept;
      if (refused.length > 0) {
        kept.refused = [];
        keep();
      }
      return refused;
    },
  };
}

function readKept(file: string): Kept {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    rmSync(file, { force: true });
    return { inARow: {}, refused: [] };
  }
}
