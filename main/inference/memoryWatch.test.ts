import { describe, expect, test } from 'vitest';
import { residentBytes, watchMemory } from './memoryWatch.ts';

describe.skipIf(process.platform !== 'linux')('the memory watch', () => {
  test('reads the resident memory that the process itself sees', () => {
    const seen = residentBytes(process.pid)!;
    expect(seen / process.memoryUsage.rss()).toBeCloseTo(1, 1);
    expect(residentBytes(2 ** 22 + 1)).toBeNull();
  });

  test('calls once when the limit is passed', async () => {
    let calls = 0;
    const stop = watchMemory(process.pid, () => calls++, 1);
    await expect.poll(() => calls).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(calls).toBe(1);
    stop();
  });

  test('is silent below the limit, after it is stopped and for a process that is gone', async () => {
    let calls = 0;
    const watches = [
      watchMemory(process.pid, () => calls++),
      watchMemory(2 ** 22 + 1, () => calls++, 1),
      watchMemory(null, () => calls++, 1),
    ];
    watchMemory(process.pid, () => calls++, 1)();
    await new Promise((resolve) => setTimeout(resolve, 600));
    for (const stop of watches) stop();
    expect(calls).toBe(0);
  });
});
