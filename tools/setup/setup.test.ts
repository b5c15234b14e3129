import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { isNewEnough } from './node.mjs';
import { npmEnvironment } from './npm.mjs';
import { playwrightResult, sum, summaryLine, vitestResult } from './results.mjs';
import { explainInstall } from './say.mjs';

const folder = mkdtempSync(join(tmpdir(), 'thyromap-setup-'));
afterAll(() => rmSync(folder, { recursive: true }));
const report = (content: unknown): string => {
  const file = join(folder, `${Math.random()}.json`);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
};

test('Node is new enough from 22.13 on', () => {
  for (const version of ['22.13.0', '22.20.1', '23.0.0', '24.21.0', '100.0.0'])
    expect(isNewEnough(version)).toBe(true);
  for (const version of ['18.20.8', '20.20.2', '21.99.0', '22.12.9'])
    expect(isNewEnough(version)).toBe(false);
});

test('npm’s own orders do not reach another npm, but where packages come from does', () => {
  const env = npmEnvironment({
    PATH: '/bin',
    NODE_ENV: 'production',
    npm_config_prefix: '/usr',
    npm_config_omit: 'dev',
    npm_config_dry_run: 'true',
    npm_command: 'run-script',
    npm_package_name: 'thyromap',
    npm_config_registry: 'https://registry.clinic/',
    npm_config_https_proxy: 'http://proxy.clinic:3128',
    npm_config_cafile: '/etc/ca.pem',
    NODE_EXTRA_CA_CERTS: '/etc/ca.pem',
  });
  expect(env).toEqual({
    PATH: '/bin',
    npm_config_registry: 'https://registry.clinic/',
    npm_config_https_proxy: 'http://proxy.clinic:3128',
    npm_config_cafile: '/etc/ca.pem',
    NODE_EXTRA_CA_CERTS: '/etc/ca.pem',
    npm_config_update_notifier: 'false',
  });
});

test.for([
  ['npm error code ENOTFOUND\nnpm error network request to https://x failed', 'no network connection'],
  ['npm error code ENOSPC\nnpm error nospc ENOSPC: no space left on device', 'disk is full'],
  ['npm error code EACCES\nnpm error path /opt/thyromap/node_modules', 'may not be written to'],
  ['npm error code SELF_SIGNED_CERT_IN_CHAIN', 'certificate'],
  ['npm warn old\nnpm error code EINTEGRITY', 'npm error code EINTEGRITY'],
] as const)('a failed install is told in one sentence: %s', ([output, part]) => {
  const sentence = explainInstall('The packages', output);
  expect(sentence).toContain(part);
  expect(sentence).not.toContain('\n');
});

describe('the sum of all tests', () => {
  const vitest = {
    numPassedTests: 10,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    success: false,
  };
  const playwright = { stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 3 }, errors: [] };

  test('adds up the parts’ own reports', () => {
    const parts = [vitestResult(report(vitest), 1), playwrightResult(report(playwright), 1)];
    expect(sum(parts)).toEqual({ passed: 15, failed: 3, skipped: 6 });
  });

  test('counts a part that broke off as a failure, whatever it had counted', () => {
    expect(vitestResult(join(folder, 'none.json'), 1).failed).toBe(1);
    expect(playwrightResult(report('{"stats":'), 1).failed).toBe(1);
    expect(vitestResult(report({ ...vitest, numFailedTests: 0, success: true }), 1).failed).toBe(1);
    expect(vitestResult(report({ ...vitest, numFailedTests: 0, numFailedTestSuites: 2 }), 1).failed).toBe(2);
    const allPassed = { stats: { expected: 5, unexpected: 0, flaky: 0, skipped: 0 }, errors: [] };
    expect(playwrightResult(report(allPassed), 1).failed).toBe(1);
    expect(playwrightResult(report(allPassed), 0).failed).toBe(0);
  });

  test('is told as "N passed, N failed", and skipped only where there are some', () => {
    expect(summaryLine({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed');
    expect(summaryLine({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped');
  });
});
