import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { _electron, test as base, expect, type Page } from '@playwright/test';
import { makeTestKeys, TEST_DATA_KEY, TEST_USER } from '../main/access/testing/testStore.ts';
import { keyMessage } from '../main/shell/keyMessage.ts';
import { chromiumArguments, findElectron, whyNoChromium, whyNoElectron } from './machine.ts';

/** Starts ThyroMap for a test on a data folder of its own. Specs import `test` and `expect` from here. */

export type LaunchOptions = {
  /** Which shell to drive; set by the project. */
  shell: 'web' | 'electron';
  /**
   * Fills the data folder before the first start, for example with a generated store:
   * `test.use({ prepareData: { run: (folder) => … } })`.
   */
  prepareData: { run(folder: string): void | Promise<void> } | null;
  /** `key`: the store is there and opened by the test's key; `screen`: as on a person's computer, with nothing set up. */
  access: 'key' | 'screen';
  /** More environment for the application, for example THYROMAP_PACKS. */
  appEnv: Record<string, string>;
};

export type Application = {
  readonly dataFolder: string;
  /** Where the web host was opened; null under Electron. */
  address(): string | null;
  /** The shell's process. */
  pid(): number;
  /** Closes the application as a person would; the data folder stays. */
  close(): Promise<void>;
  /** Opens it again on the same data folder; `page` of the test shows it. */
  open(): Promise<void>;
};

type Fixtures = { machineCanRun: undefined; dataFolder: string; application: Application };
type WorkerOptions = Pick<LaunchOptions, 'shell'>;

const ROOT = join(import.meta.dirname, '..');

export const test = base.extend<Omit<LaunchOptions, 'shell'> & Fixtures, WorkerOptions>({
  shell: ['web', { option: true, scope: 'worker' }],
  prepareData: [null, { option: true }],
  access: ['key', { option: true }],
  appEnv: [{}, { option: true }],

  /** Comes before the browser is started, so that a machine without one skips with the reason instead of failing. */
  machineCanRun: [
    async ({ shell }, use, testInfo) => {
      // Playwright starts its browser for either project.
      const why = (shell === 'electron' ? whyNoElectron() : null) ?? whyNoChromium();
      testInfo.skip(why !== null, why ?? '');
      await use(undefined);
    },
    { auto: true },
  ],

  dataFolder: async ({ prepareData, access }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'thyromap-e2e-'));
    await prepareData?.run(folder);
    if (access === 'key') await makeTestKeys(folder);
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },

  /** The window. In the web project Chromium's, in the Electron project the application's own. */
  page: async ({ shell, browser, dataFolder, appEnv, access, contextOptions, viewport }, use) => {
    if (shell === 'electron') {
      const app = await launchElectron(dataFolder, appEnv);
      const page = await app.firstWindow();
      if (access === 'key') await signIn(page);
      running.set(page, electronApplication(app, dataFolder));
      await use(page);
      await app.close();
      return;
    }
    const context = await browser.newContext({ ...contextOptions, viewport });
    const page = await context.newPage();
    const application = webApplication(page, dataFolder, appEnv, access);
    running.set(page, application);
    await application.open();
    await use(page);
    await context.close();
    await application.close();
  },

  application: async ({ page }, use) => {
    await use(running.get(page)!);
  },
});

export { expect };

const running = new WeakMap<Page, Application>();

function environment(dataFolder: string, more: Record<string, string>): Record<string, string> {
  return {
    ...(process.env as Record<string, string>),
    THYROMAP_DATA: dataFolder,
    // Every answer is held against the contract too, not only every request.
    THYROMAP_CHECK_OUTPUTS: '1',
    ...more,
  };
}

function webApplication(
  page: Page,
  dataFolder: string,
  env: Record<string, string>,
  access: LaunchOptions['access'],
): Application {
  let host: WebProcess | null = null;
  return {
    dataFolder,
    address: () => host?.address ?? null,
    pid: () => host!.child.pid!,
    async close() {
      await host?.stop();
      host = null;
    },
    async open() {
      host = await startWebHost(dataFolder, env, access);
      await page.goto(host.address);
      await page.waitForURL((url) => !url.searchParams.has('token'));
      // The door has let in, or shows why not: from now on keys are heard.
      await page.locator('main > *').first().waitFor({ state: 'attached' });
    },
  };
}

export type WebProcess = { address: string; child: ChildProcess; stop(): Promise<void> };

/** Starts the built web host without a browser and waits for its address. */
export async function startWebHost(
  dataFolder: string,
  env: Record<string, string> = {},
  access: LaunchOptions['access'] = 'key',
): Promise<WebProcess> {
  // While working on the backend, THYROMAP_FROM_SOURCE=1 runs main/web without a build of it.
  const fromSource = process.env.THYROMAP_FROM_SOURCE === '1';
  const entry = fromSource ? join(ROOT, 'main', 'web', 'index.ts') : join(ROOT, 'out', 'main', 'web.js');
  if (!existsSync(entry)) throw new Error('ThyroMap is not built: run "npm run build" first');
  const child = spawn(process.execPath, [entry, '--no-browser'], {
    env: environment(dataFolder, env),
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  if (access === 'key') child.send(keyMessage(TEST_DATA_KEY));
  const ended = once(child, 'exit');
  const address = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout! }).on('line', (line) => {
      const match = /http:\/\/127\.0\.0\.1:\S+/.exec(line);
      if (match) resolve(match[0]);
    });
    ended.then(([code]) => reject(new Error(`the web host ended with ${code}`)));
  });
  return {
    address,
    child,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Under Electron there is no parent that holds the key: through the screen. */
async function signIn(page: Page): Promise<void> {
  await page.getByLabel('Passphrase').fill(TEST_USER.passphrase);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

type ElectronApp = Awaited<ReturnType<typeof _electron.launch>>;

function launchElectron(dataFolder: string, env: Record<string, string>): Promise<ElectronApp> {
  return _electron.launch({
    executablePath: findElectron()!,
    args: [...chromiumArguments, ROOT],
    env: environment(dataFolder, env),
  });
}

/** Under Electron a test's page dies with its window, so specs that close and open again are tagged @web. */
function electronApplication(app: ElectronApp, dataFolder: string): Application {
  return {
    dataFolder,
    address: () => null,
    pid: () => app.process().pid!,
    close: () => app.close(),
    open: () => Promise.reject(new Error('tag specs that reopen the application @web')),
  };
}
