import { parseArgs } from 'node:util';
import { runFuzz } from './fuzz/run.ts';

/**
 * `npm run fuzz`: feeds spoilt files, texts and requests to everything that parses, and fails on any crash, hang,
 * untyped error or thing left behind. `-- --only dicom --from 1234 --inputs 1` looks at one input alone.
 */
const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    from: { type: 'string' },
  },
});
const begun = performance.now();
const { targets, findings } = await runFuzz({
  inputs: Number(values.inputs),
  seed: Number(values.seed),
  ...(values.only ? { only: values.only } : {}),
  ...(values.from ? { from: Number(values.from) } : {}),
});
const count = (kind: string, target?: string) =>
  findings.filter((one) => one.kind === kind && (!target || one.target === target)).length;
const line = (
  name: string,
  inputs: number,
  taken: number,
  refused: number,
  target: string | undefined,
  slow: string,
) =>
  console.log(
    [
      name.padEnd(16),
      String(inputs).padStart(7),
      String(taken).padStart(8),
      String(refused).padStart(8),
      ...['crash', 'hang', 'memory', 'untyped', 'left behind'].map((kind) =>
        String(count(kind, target)).padStart(8),
      ),
      slow.padStart(22),
    ].join(''),
  );
console.log('                 inputs   taken refused crashes   hangs  memory untyped left behind  slowest');
for (const { target, inputs, taken, refused, slowest } of targets)
  line(target, inputs, taken, refused, target, `${Math.round(slowest.ms)} ms (${slowest.input})`);
const sum = (key: 'inputs' | 'taken' | 'refused') => targets.reduce((total, one) => total + one[key], 0);
line(
  'all',
  sum('inputs'),
  sum('taken'),
  sum('refused'),
  undefined,
  `${Math.max(...targets.map((t) => Math.round(t.slowest.ms)))} ms`,
);
console.log(`seed ${values.seed}, ${Math.round((performance.now() - begun) / 1000)} s`);
for (const { target, input, kind, what } of findings.slice(0, 40))
  console.log(`\n${target} ${input}: ${kind}\n${what}`);
process.exitCode = findings.length === 0 ? 0 : 1;
