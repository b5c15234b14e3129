/** Calls `lock` once nobody was active for so many minutes. */
export type IdleClock = { touch(): void; isOver(): boolean; stop(): void };

/**
 * Wall clock and process clock are both asked, since one stands still while the computer sleeps and the other can
 * be set back: the longer absence counts.
 */
export function startIdleClock(options: { minutes: () => number; lock: () => void }): IdleClock {
  let at = { wall: Date.now(), process: performance.now() };
  const absentMs = (): number => Math.max(Date.now() - at.wall, performance.now() - at.process);
  const isOver = (): boolean => absentMs() >= options.minutes() * 60_000;
  const timer = setInterval(() => {
    if (isOver()) options.lock();
  }, 1000);
  timer.unref();
  return {
    touch: () => {
      at = { wall: Date.now(), process: performance.now() };
    },
    isOver,
    stop: () => clearInterval(timer),
  };
}
