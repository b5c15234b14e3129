import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { app, recorded, windows } from './testing/recordElectron.ts';

vi.mock('electron', () => import('./testing/recordElectron.ts'));

/**
 * The 20 items of Electron's security checklist (docs/tutorial/security), each on the shell's own code: main/electron
 * runs as it is, on a module that writes down what it is asked for. What only a built program can show is read from
 * it where there is one, and skipped, saying so, where there is none.
 */

/** The wire's own letters, as the package gives them back: '1' on, '0' off. */
const ON = 0x31;
const OFF = 0x30;

const ROOT = join(import.meta.dirname, '..', '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const sources = globSync('{main/electron,renderer,main/shell}/**/*.{ts,tsx}', { cwd: ROOT })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => !/\.test\.tsx?$|\/testing\//.test(path));
/** Source files with this in their code (comments aside). */
const filesWith = (pattern: RegExp) =>
  sources.filter((path) => pattern.test(read(path).replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')));

const data = mkdtempSync(join(tmpdir(), 'thyromap-electron-'));
let preferences: Record<string, unknown>;

beforeAll(async () => {
  process.env.THYROMAP_DATA = data;
  await import('./index.ts');
  await vi.waitFor(() => expect(recorded.loaded).toHaveLength(1));
  await import('./preload.ts');
  preferences = recorded.windows[0]!.webPreferences as Record<string, unknown>;
});
afterAll(() => {
  delete process.env.THYROMAP_DATA;
  rmSync(data, { recursive: true, force: true });
});

const contents = () => windows[0]!.webContents;
/** Whether an event of the page was prevented. */
function prevented(name: string, more: Record<string, unknown>, ...args: unknown[]): boolean {
  let stopped = false;
  contents().emit(
    name,
    {
      preventDefault: () => {
        stopped = true;
      },
      ...more,
    },
    ...args,
  );
  return stopped;
}
/** Whether the session cancels a request to this address. */
function cancelled(url: string): boolean {
  let cancel: boolean | undefined;
  const ask = recorded.webRequest as unknown as (r: object, answer: (a: { cancel: boolean }) => void) => void;
  ask({ url }, (answer) => {
    cancel = answer.cancel;
  });
  return cancel!;
}
const ELSEWHERE = [
  'https://evil.example/',
  'http://127.0.0.1:8080/',
  'file:///etc/passwd',
  'thyromap://other/',
  'thyromap://app.evil.example/',
  'thyromap://app@evil.example/',
  'javascript:alert(1)',
  'data:text/html,x',
  'ftp://evil.example/',
  'ws://evil.example/',
];

describe('the Electron shell', () => {
  test('is looked through whole', () => {
    expect(sources.length).toBeGreaterThan(100);
    expect(filesWith(/new BrowserWindow\(/)).toEqual(['main/electron/index.ts']);
    expect(filesWith(/ipcMain\.(on|handle|once)\(/)).toEqual(['main/electron/index.ts']);
  });

  test('1: loads its own pages only, and nothing over the network', () => {
    expect(recorded.loaded).toEqual(['thyromap://app/']);
    for (const url of ELSEWHERE.filter((one) => !one.startsWith('data:')))
      expect(cancelled(url), url).toBe(true);
    expect(cancelled('thyromap://app/assets/index.js')).toBe(false);
  });

  test('2: gives the page no Node', () => {
    expect(preferences).toMatchObject({
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
    });
  });

  test('3: keeps the preload apart from the page', () => {
    expect(preferences.contextIsolation).toBe(true);
  });

  test('4: sandboxes every page', () => {
    expect(preferences.sandbox).toBe(true);
    expect(recorded.sandboxed).toBe(true);
    expect(filesWith(/no-sandbox/)).toEqual([]);
  });

  test('5: grants no permission, asked or checked, for pages or devices', () => {
    for (const name of [
      'media',
      'geolocation',
      'notifications',
      'clipboard-read',
      'midi',
      'openExternal',
      'hid',
    ]) {
      const answer = vi.fn();
      (recorded.permissions.request as unknown as (...a: unknown[]) => void)(contents(), name, answer);
      expect(answer).toHaveBeenCalledExactlyOnceWith(false);
      expect((recorded.permissions.check as unknown as (...a: unknown[]) => boolean)(contents(), name)).toBe(
        false,
      );
    }
    expect((recorded.permissions.device as unknown as (...a: unknown[]) => boolean)({})).toBe(false);
  });

  test('6: leaves web security on', () => {
    expect(preferences.webSecurity).toBe(true);
    expect(filesWith(/disable-web-security|webSecurity:\s*false/)).toEqual([]);
  });

  test('7: sends its security policy with every page, found or not', async () => {
    const serve = recorded.protocols.get('thyromap')!;
    for (const path of ['/', '/nothing.js', '/../package.json']) {
      const answer = await serve(new Request(`thyromap://app${path}`));
      const policy = answer.headers.get('Content-Security-Policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toMatch(/script-src 'self'(;|$)/);
      expect(policy).not.toMatch(/script-src[^;]*unsafe|connect-src[^;]*(ws|http)/);
    }
  });

  test('8: mixes in no insecure content', () => {
    expect(preferences.allowRunningInsecureContent).toBe(false);
  });

  test('9: enables no experimental feature', () => {
    expect(preferences.experimentalFeatures).toBe(false);
    expect(filesWith(/enable-experimental|appendSwitch/)).toEqual([]);
  });

  test('10: enables no Blink feature by name', () => {
    expect(preferences).not.toHaveProperty('enableBlinkFeatures');
    expect(filesWith(/enableBlinkFeatures/)).toEqual([]);
  });

  test('11: has no webview, so none that may open windows', () => {
    expect(preferences.webviewTag).toBe(false);
    expect(filesWith(/<webview|allowpopups/)).toEqual([]);
  });

  test('12: refuses every webview whatever its options', () => {
    expect(prevented('will-attach-webview', {}, { nodeIntegration: false }, { src: 'thyromap://app/' })).toBe(
      true,
    );
  });

  test('13: stays on its own pages; frames and redirects go nowhere', () => {
    for (const url of ELSEWHERE) expect(prevented('will-navigate', {}, url), url).toBe(true);
    expect(prevented('will-navigate', {}, 'thyromap://app/')).toBe(false);
    expect(prevented('will-redirect', {}, 'thyromap://app/')).toBe(true);
    expect(prevented('will-frame-navigate', { isMainFrame: false, url: 'thyromap://app/' })).toBe(true);
    expect(preferences.navigateOnDragDrop).toBe(false);
  });

  test('14: opens no window', () => {
    const open = contents().windowOpenHandler as unknown as (details: object) => { action: string };
    for (const url of [...ELSEWHERE, 'thyromap://app/', 'about:blank'])
      expect(open({ url })).toEqual({ action: 'deny' });
  });

  test('15: hands no address to the operating system', () => {
    // The allow-list is empty: a link in a model card is text.
    expect(filesWith(/openExternal|openPath|showItemInFolder/)).toEqual([]);
    expect(recorded.opened).toEqual([]);
  });

  test('16: runs on one exact, present Electron, the same in package and lock file', () => {
    const { electron } = packageJson.devDependencies;
    expect(electron).toMatch(/^\d+\.\d+\.\d+$/);
    expect(Number(electron.split('.')[0])).toBeGreaterThanOrEqual(45);
    const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, { version: string }> };
    expect(lock.packages['node_modules/electron']!.version).toBe(electron);
  });

  test('17: answers only the main frame of its own window', async () => {
    expect([...recorded.handlers.keys()]).toEqual(['thyromap:send']);
    const send = recorded.handlers.get('thyromap:send') as unknown as (...a: unknown[]) => Promise<unknown>;
    const strangers = [
      null,
      undefined,
      { url: 'thyromap://app/' }, // a frame inside the page
      { url: 'https://evil.example/' },
    ];
    for (const senderFrame of strangers)
      await expect(send({ senderFrame }, 'case.get', { caseId: 'a' })).rejects.toThrow('unknown sender');
    recorded.mainFrame.url = 'https://evil.example/';
    await expect(send({ senderFrame: recorded.mainFrame }, 'case.get', {})).rejects.toThrow('unknown sender');
    recorded.mainFrame.url = 'thyromap://app/';
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    await expect(send({ senderFrame: recorded.mainFrame }, 'case.get', circle)).rejects.toThrow('too deep');
  });

  test('18: serves its pages by its own secure scheme, out of one folder, never by file://', async () => {
    expect(recorded.privileged).toEqual([
      { scheme: 'thyromap', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ]);
    expect(filesWith(/loadFile\(|file:\/\//)).toEqual([]);
    const serve = recorded.protocols.get('thyromap')!;
    for (const url of [
      'thyromap://other/index.html',
      'thyromap://app/%2e%2e/%2e%2e/package.json',
      'thyromap://app/..%5c..%5cpackage.json',
      'thyromap://app//etc/passwd',
    ])
      expect((await serve(new Request(url))).status, url).toBe(404);
  });

  test('19: its fuses are set in packaging', () => {
    const fuses = read('electron-builder.yml').split('electronFuses:')[1]!;
    const set = Object.fromEntries(
      [...fuses.split(/^\S/m)[0]!.matchAll(/^ {2}(\w+): (true|false)$/gm)].map(([, name, on]) => [name, on]),
    );
    expect(set).toMatchObject({
      runAsNode: 'false',
      enableCookieEncryption: 'true',
      enableNodeOptionsEnvironmentVariable: 'false',
      enableNodeCliInspectArguments: 'false',
      enableEmbeddedAsarIntegrityValidation: 'true',
      onlyLoadAppFromAsar: 'true',
      grantFileProtocolExtraPrivileges: 'false',
    });
  });

  const built = globSync('dist/{linux-unpacked/thyromap,win-unpacked/ThyroMap.exe,mac*/ThyroMap.app}', {
    cwd: ROOT,
  })
    .map((path) => join(ROOT, path))
    .find((path) => existsSync(path));
  test.skipIf(!built)(
    `19: its fuses are set in the program${built ? '' : ' (none is built here: npm run package)'}`,
    async () => {
      const wire = await getCurrentFuseWire(built!);
      expect(wire[FuseV1Options.RunAsNode]).toBe(OFF);
      expect(wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable]).toBe(OFF);
      expect(wire[FuseV1Options.EnableNodeCliInspectArguments]).toBe(OFF);
      expect(wire[FuseV1Options.OnlyLoadAppFromAsar]).toBe(ON);
      expect(wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation]).toBe(ON);
      expect(wire[FuseV1Options.GrantFileProtocolExtraPrivileges]).toBe(OFF);
    },
  );

  test('20: shows the page two functions and nothing of Electron', async () => {
    expect(Object.keys(recorded.exposed)).toEqual(['thyromap']);
    const { send, listen, ...rest } = recorded.exposed.thyromap!;
    expect(rest).toEqual({});
    await (send as unknown as (...a: unknown[]) => Promise<unknown>)('case.get', { caseId: 'a' });
    expect(recorded.invoked).toEqual([['thyromap:send', 'case.get', { caseId: 'a' }]]);
    const stop = (listen as unknown as (...a: unknown[]) => unknown)('case.changed', () => {});
    expect(typeof stop).toBe('function');
  });

  test('starts its processes without an inspector and keeps Chromium’s files in the data folder', () => {
    expect(recorded.forked.length).toBeGreaterThan(0);
    expect(JSON.stringify(recorded.forked)).not.toMatch(/inspect/);
    expect(recorded.paths.userData).toBe(join(data, 'electron'));
    expect(preferences.devTools).toBe(!app.isPackaged);
  });
});
