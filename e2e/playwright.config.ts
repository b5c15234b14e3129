import { defineConfig } from '@playwright/test';
import { chromiumArguments, findChromium } from './machine.ts';

const executablePath = findChromium();

/**
 * One suite for both shells: `web` drives the loopback host in real Chromium, `electron` the same specs in the
 * application itself (all but those tagged @web). Where Electron cannot run, its tests are skipped with the reason.
 */
export default defineConfig<object, { shell: 'web' | 'electron' }>({
  testDir: '.',
  outputDir: '../test-results/e2e',
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 20_000, toHaveScreenshot: { maxDiffPixelRatio: 0.02, animations: 'disabled' } },
  snapshotPathTemplate: '{testDir}/screenshots/{testFileName}/{arg}{ext}',
  reporter: [['list'], ['json', { outputFile: '../test-results/e2e.json' }]],
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    trace: 'retain-on-failure',
    launchOptions: { args: chromiumArguments, ...(executablePath ? { executablePath } : {}) },
  },
  projects: [
    { name: 'web', use: { shell: 'web' } },
    { name: 'electron', use: { shell: 'electron' }, grepInvert: /@web/ },
  ],
});
