import { openSync, writeSync } from 'node:fs';
import { seededDraw } from '../../main/backend/testing/garbage.ts';
import { mutate } from './mutate.ts';
import { TARGETS } from './targets/index.ts';
import { BROKEN } from './testing/broken.ts';

/**
 * One batch of inputs in a process of its own. Before each input its number is written to a file, so that the parent
 * knows which one a crash, a hang or a memory limit belongs to.
 */

export type Batch = {
  target: string;
  seed: number;
  from: number;
  to: number;
  progressFile: string;
  shared: string | null;
};
export type BatchReport = {
  taken: number;
  refused: number;
  untyped: { input: number; what: string }[];
  leftBehind: string | null;
  slowest: { input: number; ms: number };
};

const batch = JSON.parse(process.argv[2]!) as Batch;
const { kind, make } = { ...TARGETS, ...BROKEN }[batch.target]!;
const target = await make(batch.shared);
const progress = openSync(batch.progressFile, 'w');
const report: BatchReport = {
  taken: 0,
  refused: 0,
  untyped: [],
  leftBehind: null,
  slowest: { input: 0, ms: 0 },
};

for (let input = batch.from; input < batch.to; input++) {
  writeSync(progress, String(input).padEnd(12), 0);
  // Each input has its own draws: a finding can be looked at alone.
  const draw = seededDraw(batch.seed * 1_000_003 + input);
  const bytes = mutate(kind, target.seeds, draw);
  const begun = performance.now();
  try {
    report[await target.feed(bytes, draw)]++;
  } catch (thrown) {
    report.untyped.push({ input, what: String((thrown as Error)?.stack ?? thrown).slice(0, 1000) });
  }
  const ms = performance.now() - begun;
  if (ms > report.slowest.ms) report.slowest = { input, ms };
}
report.leftBehind = (await target.leftBehind?.()) ?? null;
await target.close?.();
process.send!(report, () => process.exit(0));
