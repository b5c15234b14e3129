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

/** The row `all` of the kill test: kills, survived, acknowledged changes, lost or half. */
export function readKills(output: string): string | null {
  const found = /^all\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*$/m.exec(output);
  return found
    ? `${found[2]} of ${found[1]} kills survived / ${found[4]} of ${found[3]} changes lost or half`
    : null;
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

export const kills: Check = {
  name: 'kills',
  async run({ quick }) {
    return told(await command('kill', ['--kills', quick ? '8' : '300']), 'kill', readKills);
  },
};

/** The soak's rows of growth and its last line. */
export function readSoak(output: string): string | null {
  const last = /^(\d+ cases) in \d+ s, .*: (flat|NOT flat)$/m.exec(output);
  const grown = [...output.matchAll(/^(backend|inference)\s+\d+ MB\s+\d+ MB\s+(-?[\d.]+) %/gm)];
  return last
    ? `${last[1]}, ${last[2]}: ${grown.map(([, name, share]) => `${name} ${share}%`).join(', ')}`
    : null;
}

export const soak: Check = {
  name: 'soak',
  async run({ quick }) {
    if (quick) return skipped('2,000 cases take long: npm run soak, or the check without --quick');
    return told(await command('soak'), 'soak', readSoak);
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

/** The target is about 100,000 cases: fewer are shown, and not judged. */
export const costOfEncryption: Check = {
  name: 'cost of encryption',
  async run({ quick }) {
    const outcome = await bench('encryption', { THYROMAP_BENCH_CASES: '5000' })({ quick });
    return quick ? skipped(`not judged at this size: ${outcome.sentence}`) : outcome;
  },
};
