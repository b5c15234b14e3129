import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { chromium } from '@playwright/test';

/** What this machine has to run the end-to-end suite with. */

/** Quiet networking, and no sandbox where the suite runs as root (Chromium refuses otherwise). */
export const chromiumArguments: string[] = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

const DEBIAN_CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The Chromium to use: `THYROMAP_CHROMIUM`, the system's, or undefined for Playwright's own. */
export function findChromium(): string | undefined {
  return [process.env.THYROMAP_CHROMIUM ?? '', ...DEBIAN_CHROMIUM].find((file) => file && existsSync(file));
}

/** Why no browser is there at all; null when the web project can run. */
export function whyNoChromium(): string | null {
  if (findChromium() || existsSync(chromium.executablePath())) return null;
  return 'no Chromium on this machine: install it with "sudo apt-get install chromium"';
}

/** Electron's program file when it was fetched (its package holds only the downloader). */
export function findElectron(): string | null {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve('electron/package.json'));
  const names: Partial<Record<NodeJS.Platform, string>> = {
    win32: 'electron.exe',
    darwin: 'Electron.app/Contents/MacOS/Electron',
  };
  const file = join(folder, 'dist', names[process.platform] ?? 'electron');
  return existsSync(file) ? file : null;
}

/** Why the suite cannot run in Electron here; null when it can. */
export function whyNoElectron(): string | null {
  const needsDisplay = process.platform !== 'win32' && process.platform !== 'darwin';
  if (needsDisplay && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)
    return 'Electron needs a display and this machine has none';
  if (!findElectron())
    return 'Electron’s program file is not on this machine (npm start fetches it where it can)';
  return null;
}
