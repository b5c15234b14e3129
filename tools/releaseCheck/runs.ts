import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../setup/paths.mjs';
import { type Check, fail, type Outcome, pass, skipped } from './check.ts';
import { program, type Ran } from './program.ts';

/** Runs `npm run NAME -- ARGS` as a developer would and keeps what it printed. */
async function command(
  name: string,
  args: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<Ran | null> {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  if (!scripts[name]) return null;
  const bootstrap = join(ROOT, 'tools', 'bootstrap.mjs');
  return await program(process.execPath, [bootstrap, name, ...args], env);
}

/** The last lines, for whoever must find out why. */
const tail = (output: string): string[] => output.trimEnd().split('\n').slice(-15);

/** A command that is not there is a failure: the promise behind it would be unproven. */
function told(ran: Ran | null, name: string, read: (output: string) => string | null): Outcome {
  if (!ran) return fail(`there is no npm run ${name}`);
  const sentence = read(ran.output);
  if (ran.code !== 0) return fail(sentence ?? `npm run ${name} ended with ${ran.code}`, tail(ran.output));
  return sentence ? pass(sentence) : fail(`npm run ${name} printed no figures`, tail(ran.output));
}

/** `all   200 cases  0 let through`. */
export function readAttack(output: string): string | null {
  const found = /^all\s+(\d+) cases\s+(\d+) let through/m.exec(output);
  return found ? `${found[1]} cases / ${found[2]} let through` : null;
}

/** The row `all` of the fuzzer's table: inputs, taken, refused, then what must be 0. */
export function readFuzz(output: string): string | null {
  const found = /^all\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+) ms/m.exec(
    output,
  );
  if (!found) return null;
  const [inputs, , , crashes, hangs, memory, untyped, left, slowest] = found.slice(1);
  return `${inputs} inputs / ${crashes} crashes, ${hangs} hangs, ${memory} over memory, ${untyped} untyped, ${left} left behind; slowest ${slowest} ms`;
}

/** The line of a benchmark below `== targets`. */
export function readBench(output: string, name: string): { state: string; sentence: string } | null {
  const targets = output.slice(output.lastIndexOf('== targets'));
  const found = new RegExp(`^${name}\\s+(met|missed|not run)\\s+(.+)$`, 'm').exec(targets);
  return found ? { state: found[1]!, sentence: found[2]! } : null;
}

export const attacks: Check = {
  name: 'attacks on the web host',
  async run() {
    return told(await command('attack'), 'attack', readAttack);
  },
};

export const fuzz: Check = {
  name: 'fuzz',
  async run({ quick }) {
    return told(await command('fuzz', ['--inputs', quick ? '2000' : '20000']), 'fuzz', readFuzz);
  },
};

const bench =
  (name: string, quickEnv: Record<string, string>): Check['run'] =>
  async ({ quick }) => {
    const ran = await command('bench', [name], quick ? quickEnv : {});
    const found = ran && readBench(ran.output, name);
    if (!found) return fail(`npm run bench -- ${name} printed no figure`, ran ? tail(ran.output) : []);
    if (found.state === 'not run') return skipped(found.sentence);
    return found.state === 'met' ? pass(found.sentence) : fail(found.sentence);
  };

export const timeToUnlock: Check = { name: 'time to unlock', run: bench('unlock', {}) };

/** The target is about 100,000 cases; fewer are a look, and the sentence tells how many. */
export const costOfEncryption: Check = {
  name: 'cost of encryption',
  run: bench('encryption', { THYROMAP_BENCH_CASES: '5000' }),
};
