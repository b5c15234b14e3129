import { loadavg } from 'node:os';
import { describeMachine } from './bench/report.ts';
import type { Check, Outcome } from './releaseCheck/check.ts';
import { packFigures, packSize } from './releaseCheck/packs.ts';
import { audit, cleanTree, licences, thirdParty, trace, versions } from './releaseCheck/paper.ts';
import { attacks, costOfEncryption, fuzz, kills, soak, timeToUnlock } from './releaseCheck/runs.ts';

/**
 * `npm run release:check`: what must hold before anything is handed out, in one table. `-- --quick` makes the long
 * parts short; their figures say so. Fails when one part fails; what could not be asked is `skipped`, and is told.
 */
const CHECKS: readonly Check[] = [
  cleanTree,
  versions,
  audit,
  licences,
  thirdParty,
  trace,
  packFigures,
  packSize,
  attacks,
  fuzz,
  kills,
  soak,
  timeToUnlock,
  costOfEncryption,
];

const quick = process.argv.includes('--quick');
console.log(
  `Release check${quick ? ', quick' : ''}: ${describeMachine()}, ${new Date().toISOString()}, load ${loadavg()[0]!.toFixed(1)}`,
);
const rows: { name: string; outcome: Outcome; seconds: number }[] = [];
for (const check of CHECKS) {
  const begun = performance.now();
  process.stderr.write(`… ${check.name}\n`);
  const outcome = await check.run({ quick }).catch(
    (thrown: unknown): Outcome => ({
      state: 'fail',
      sentence: thrown instanceof Error ? thrown.message : String(thrown),
    }),
  );
  rows.push({ name: check.name, outcome, seconds: (performance.now() - begun) / 1000 });
}

const width = Math.max(...rows.map((row) => row.name.length)) + 2;
console.log(`\n${'part'.padEnd(width)}${'result'.padEnd(9)}${'s'.padStart(6)}  figures`);
for (const { name, outcome, seconds } of rows)
  console.log(
    `${name.padEnd(width)}${outcome.state.padEnd(9)}${seconds.toFixed(0).padStart(6)}  ${outcome.sentence}`,
  );
const count = (state: Outcome['state']): number => rows.filter((row) => row.outcome.state === state).length;
console.log(`\n${count('pass')} passed, ${count('fail')} failed, ${count('skipped')} skipped`);
for (const { name, outcome } of rows.filter(
  (row) => row.outcome.state === 'fail' && row.outcome.details?.length,
)) {
  console.log(`\n${name}`);
  for (const line of outcome.details!.slice(0, 40)) console.log(`  ${line}`);
}
process.exitCode = count('fail') === 0 ? 0 : 1;
