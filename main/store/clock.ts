import { record } from './audit.ts';
import { prepared, read, type Store } from './store.ts';

/** Clocks are put right by a few minutes now and then; only more than that is worth an entry. */
const SET_BACK_MS = 10 * 60_000;

/**
 * Writes into the log that the clock stands before the log's last entry: times from here on may repeat earlier ones.
 * Nothing depends on them: the order of entries, assessments and outcomes is that of their numbers.
 */
export function noteClockSetBack(store: Store): void {
  const last = read(store, () =>
    prepared<[], string>(store, 'SELECT at FROM audit ORDER BY seq DESC LIMIT 1').pluck().get(),
  ) as string | undefined;
  if (last === undefined || Date.parse(last) - store.now().getTime() <= SET_BACK_MS) return;
  record(store, { action: 'clock.setBack', detail: { lastAt: last } });
}
