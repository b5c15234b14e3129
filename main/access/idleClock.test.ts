import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type IdleClock, startIdleClock } from './idleClock.ts';

let clock: IdleClock;
let locked: number;
let minutes: number;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date', 'performance'] });
  locked = 0;
  minutes = 15;
  clock = startIdleClock({ minutes: () => minutes, lock: () => locked++ });
});
afterEach(() => {
  clock.stop();
  vi.useRealTimers();
});

test('locks when nobody was active for so long, not before', () => {
  vi.advanceTimersByTime(14 * 60_000 + 59_000);
  expect(locked).toBe(0);
  vi.advanceTimersByTime(1000);
  expect(locked).toBe(1);
});

test('is put off by every sign of work, and follows a changed setting at once', () => {
  for (let i = 0; i < 10; i++) {
    vi.advanceTimersByTime(10 * 60_000);
    clock.touch();
  }
  expect(locked).toBe(0);
  minutes = 1;
  vi.advanceTimersByTime(60_000);
  expect(locked).toBe(1);
});

test('is over after sleep, when timers stood still, and cannot be held off by setting the clock back', () => {
  vi.setSystemTime(Date.now() + 20 * 60_000);
  expect(clock.isOver()).toBe(true);
  clock.touch();
  expect(clock.isOver()).toBe(false);
  vi.setSystemTime(Date.now() - 3 * 3_600_000);
  vi.advanceTimersByTime(15 * 60_000);
  expect(clock.isOver()).toBe(true);
});
