import { parseArgs } from 'node:util';
import { growth, type Held, median } from './soak/measure.ts';
import { runSoak } from './soak/run.ts';

/**
 * `npm run soak`: 2,000 cases through the whole pipeline with tiny pictures; memory and open files of each process,
 * the last fifth against the first. `-- --cases 100` does less.
 */
const { values } = parseArgs({ options: { cases: { type: 'string', default: '2000' } } });
/** The share of growth that counts as flat. */
const FLAT = 0.1;
const begun = performance.now();
const result = await runSoak({
  cases: Number(values.cases),
  told: (done, { backend, inference }) =>
    console.log(
      `${String(done).padStart(5)} cases  backend ${show(backend)}  inference ${inference ? show(inference) : 'not running'}`,
    ),
});
console.log('\nprocess     first fifth  last fifth   growth   open files first and last');
let flat = true;
for (const [name, held] of [
  ['backend', result.backend],
  ['inference', result.inference],
] as const) {
  const memory = held.map(({ rssMb }) => rssMb);
  const files = held.map((one) => one.files);
  const fifth = Math.max(1, Math.floor(held.length / 5));
  const grown = growth(memory);
  if (grown > FLAT || median(files.slice(-fifth)) > median(files.slice(0, fifth)) + 2) flat = false;
  console.log(
    [
      name.padEnd(10),
      `${median(memory.slice(0, fifth)).toFixed(0)} MB`.padStart(12),
      `${median(memory.slice(-fifth)).toFixed(0)} MB`.padStart(11),
      `${(grown * 100).toFixed(1)} %`.padStart(8),
      `   ${median(files.slice(0, fifth))} and ${median(files.slice(-fifth))}`,
    ].join(' '),
  );
}
console.log(
  `\n${result.cases} cases in ${Math.round((performance.now() - begun) / 1000)} s, ${result.inferencePids} inference process(es): ${flat ? 'flat' : 'NOT flat'}`,
);
process.exitCode = flat ? 0 : 1;

function show({ rssMb, files }: Held): string {
  return `${rssMb.toFixed(0)} MB, ${files} files`;
}
