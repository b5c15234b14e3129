import { existsSync } from 'node:fs';
import { runQuietly } from './process.mjs';
import { tell } from './say.mjs';

const PLACES = {
  linux: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};
const APT = '/usr/bin/apt-get';

const find = () =>
  [process.env.THYROMAP_CHROMIUM ?? '', ...(PLACES[process.platform] ?? [])].find(
    (f) => f && existsSync(f),
  ) ?? null;

/**
 * A Chromium for the end-to-end suite: the machine's, else Debian's package when this account may install it.
 * Null, after a sentence that says how to get one, where there is none.
 */
export async function ensureChromium() {
  const found = find();
  if (found) return found;
  const mayInstall = process.platform === 'linux' && existsSync(APT) && process.getuid?.() === 0;
  if (!mayInstall) {
    tell(howToGetIt());
    return null;
  }
  tell('Installing Chromium from Debian’s packages for the end-to-end tests (once).');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['install', '-y', '--no-install-recommends', 'chromium'];
  let result = await runQuietly(APT, install, { env });
  if (result.code !== 0) {
    await runQuietly(APT, ['update'], { env });
    result = await runQuietly(APT, install, { env });
  }
  const installed = result.code === 0 ? find() : null;
  if (!installed)
    tell(
      `Chromium could not be installed from Debian’s packages, so the end-to-end tests are skipped. ${howToGetIt()}`,
    );
  return installed;
}

function howToGetIt() {
  if (process.platform === 'linux')
    return 'The end-to-end tests need Chromium, which this machine does not have: install it with "sudo apt-get install chromium" and run npm test again.';
  return 'The end-to-end tests need Chrome or Chromium, which this machine does not have: install it and run npm test again.';
}
