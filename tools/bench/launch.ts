import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Browser } from 'playwright';
import { makeTestKeys, TEST_DATA_KEY, TEST_STORE } from '../../main/access/testing/testStore.ts';
import { keyMessage } from '../../main/shell/keyMessage.ts';
import { generateStore } from '../../main/store/generateStore.ts';
import { openChromium } from './chromium.ts';
import { median, milliseconds, notRun, type Verdict, verdict } from './report.ts';

const CASES = 10_000;
const ROUNDS = 5;
const TARGET_MS = 2500;
const HOST = join('out', 'main', 'web.js');

/**
 * From the start of the web host's process to a work list that can be used: the first rows of 10,000 cases are
 * shown and the search field takes a letter. The browser is already open, as on a person's desk; each launch has a
 * new process and a new, empty browser profile. Peer: the same browser opening a page of one line from bare Node.
 */
export async function launch(): Promise<Verdict> {
  if (!existsSync(HOST)) return notRun('ThyroMap is not built here: run "npm run build" first.');
  const browser = await openChromium();
  if (!browser) return notRun('No Chromium here, so the launch was not measured.');
  const folder = mkdtempSync(join(tmpdir(), 'thyromap-bench-'));
  try {
    await makeTestKeys(folder);
    await generateStore(folder, CASES, { store: TEST_STORE });
    const whole: number[] = [];
    const host: number[] = [];
    const peer: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const times = await launchOnce(browser, folder);
      whole.push(times.usable);
      host.push(times.host);
      peer.push(await emptyPage(browser));
    }
    console.log(`usable work list of ${CASES} cases: ${milliseconds(whole)}`);
    console.log(`  of which the host answers after:  ${milliseconds(host)}`);
    console.log(`peer, one-line page from bare Node: ${milliseconds(peer)}`);
    return verdict(
      median(whole) <= TARGET_MS,
      `launch to usable work list, ${CASES} cases: median ${median(whole).toFixed(0)} ms (target: ${TARGET_MS}), ${(median(whole) / median(peer)).toFixed(1)} times an empty page`,
    );
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function launchOnce(browser: Browser, folder: string): Promise<{ host: number; usable: number }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const start = performance.now();
  const child = spawn(process.execPath, [HOST, '--no-browser'], {
    env: { ...process.env, THYROMAP_DATA: folder },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  child.send(keyMessage(TEST_DATA_KEY));
  const ended = once(child, 'exit');
  try {
    const address = await new Promise<string>((resolve, reject) => {
      createInterface({ input: child.stdout! }).on('line', (line) => {
        const found = /http:\/\/127\.0\.0\.1:\S+/.exec(line);
        if (found) resolve(found[0]);
      });
      ended.then(([code]) => reject(new Error(`the web host ended with ${code}`)));
    });
    const host = performance.now() - start;
    await page.goto(address, { waitUntil: 'commit' });
    await page.locator('li[aria-posinset="1"] button').first().waitFor({ state: 'visible' });
    const search = page.getByRole('textbox').first();
    await search.fill('s');
    const usable = performance.now() - start;
    return { host, usable };
  } finally {
    await context.close();
    child.kill('SIGTERM');
    await ended;
  }
}

/** What no application in this browser can undercut by much. */
async function emptyPage(browser: Browser): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const start = performance.now();
  const server = createServer((_request, response) => response.end('<!doctype html><p id="here">Here'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, { waitUntil: 'commit' });
    await page.locator('#here').waitFor({ state: 'visible' });
    return performance.now() - start;
  } finally {
    await context.close();
    server.close();
  }
}
