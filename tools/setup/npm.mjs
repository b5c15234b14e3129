import { existsSync, realpathSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { TOOLS_NODE } from './paths.mjs';
import { runQuietly } from './process.mjs';

/** npm before 11 leaves out packages that Vite's native parts need (https://github.com/npm/cli/issues/4828). */
const NPM_MAJOR_MIN = 11;

export const OWN_NPM = join(TOOLS_NODE, 'node_modules', 'npm', 'bin', 'npm-cli.js');

/** npm's own settings that carry over to an npm of another version: where packages come from, and how. */
const KEPT =
  /^npm_config_(registry|proxy|https?[-_]proxy|no[-_]?proxy|ca|cafile|cache|strict[-_]ssl|userconfig|fetch[-_].*)$/i;

/**
 * The environment for an npm that this set-up starts. Inside `npm start` npm exports all of its settings; another
 * version would take them for orders (a prefix, omitted packages, a dry run). NODE_ENV=production would leave
 * out what the build needs.
 */
export function npmEnvironment(env = process.env) {
  const kept = Object.entries(env).filter(([name]) => !/^npm_/i.test(name) || KEPT.test(name));
  const clean = Object.fromEntries(kept);
  delete clean.NODE_ENV;
  delete clean.INIT_CWD;
  clean.npm_config_update_notifier = 'false';
  return clean;
}

/**
 * Installs exactly what a folder's lockfile says, without scripts. What npm already keeps on this machine is used
 * without asking the network; where there is no network, the short waits bring the answer in seconds.
 */
export const INSTALL = [
  'ci',
  '--include=dev',
  '--include=optional',
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
  '--prefer-offline',
  '--fetch-retries=2',
  '--fetch-retry-mintimeout=1000',
  '--fetch-retry-maxtimeout=5000',
];

/** Runs npm (its cli file, with a Node of our choice) in a folder; gives exit code and output. */
export function runNpm(cli, args, cwd, node = process.execPath) {
  const env = npmEnvironment();
  env.PATH = [dirname(node), env.PATH ?? ''].join(delimiter);
  // npm takes a full disk for a passing trouble and goes on trying for many minutes.
  return runQuietly(node, [cli, ...args], { cwd, env, hopeless: /ENOSPC/ });
}

/** The machine's npm as a file that Node can run; null when there is none. */
export function machineNpm(env = process.env) {
  const fromNpm = env.npm_execpath;
  const beside = dirname(process.execPath);
  const onPath = (env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'npm'));
  const candidates = [
    fromNpm && basename(fromNpm) === 'npm-cli.js' ? fromNpm : '',
    join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    ...onPath,
  ];
  for (const file of candidates) {
    if (!file || !existsSync(file)) continue;
    const real = realpathSync(file);
    if (basename(real) === 'npm-cli.js') return real;
  }
  return null;
}

/** An npm that installs ThyroMap's packages completely, or null: then the own one must be brought. */
export async function goodNpm() {
  if (existsSync(OWN_NPM)) return OWN_NPM;
  const cli = machineNpm();
  if (!cli) return null;
  const { code, output } = await runNpm(cli, ['--version']);
  return code === 0 && Number.parseInt(output, 10) >= NPM_MAJOR_MIN ? cli : null;
}
