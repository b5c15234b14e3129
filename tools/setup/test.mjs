import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { inRoot, ROOT } from './paths.mjs';
import { runInTerminal } from './process.mjs';
import { playwrightResult, skipReasons, sum, summaryLine, vitestResult } from './results.mjs';
import { tell } from './say.mjs';

const REPORTS = inRoot('test-results');
const PROJECTS = ['app', 'main', 'renderer', 'e2e'];

/** Checks everything, prints each part's own report and, as the last line, the sum. */
export async function test() {
  rmSync(REPORTS, { recursive: true, force: true });
  mkdirSync(REPORTS, { recursive: true });
  const results = [];
  results.push(
    await check('Format and rules (biome)', '@biomejs/biome', 'biome', ['check', '--error-on-warnings', '.']),
  );
  for (const project of PROJECTS) results.push(await types(project));
  results.push(await units());
  results.push(await endToEnd());
  const total = sum(results);
  tell(summaryLine(total));
  return total.failed > 0 ? 1 : 0;
}

export function lint() {
  return runBin('@biomejs/biome', 'biome', ['check', '--error-on-warnings', '.']);
}

export async function allTypes() {
  const results = [];
  for (const project of PROJECTS) results.push(await types(project));
  return sum(results).failed > 0 ? 1 : 0;
}

function types(project) {
  const file = `tsconfig.${project}.json`;
  if (!existsSync(inRoot(file))) return { passed: 0, failed: 1, skipped: 0 };
  return check(`Types (${file})`, 'typescript', 'tsc', ['-p', file, '--noEmit']);
}

/** A whole tool's run counts as one check. */
async function check(name, packageName, bin, args) {
  const code = await runBin(packageName, bin, args);
  tell(code === 0 ? `✓ ${name}` : `✗ ${name}`);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

async function units() {
  const report = join(REPORTS, 'vitest.json');
  const code = await runBin('vitest', 'vitest', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  return vitestResult(report, code);
}

async function endToEnd() {
  const chromium = await ensureChromium();
  const code = await runBin('@playwright/test', 'playwright', ['test', '-c', 'e2e/playwright.config.ts'], {
    ...(chromium ? { THYROMAP_CHROMIUM: chromium } : {}),
  });
  const report = join(REPORTS, 'e2e.json');
  for (const reason of skipReasons(report)) tell(reason);
  return playwrightResult(report, code);
}

/** Runs a package's program with this Node, in the terminal. */
export function runBin(packageName, bin, args, env = {}) {
  const require = createRequire(import.meta.url);
  const file = require.resolve(`${packageName}/package.json`);
  const { bin: bins } = JSON.parse(readFileSync(file, 'utf8'));
  const program = join(dirname(file), typeof bins === 'string' ? bins : bins[bin]);
  return runInTerminal(process.execPath, [program, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }), ...env },
  });
}
