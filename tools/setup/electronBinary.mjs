import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { inRoot } from './paths.mjs';
import { runQuietly } from './process.mjs';
import { tell } from './say.mjs';

const MEMORY = inRoot('node_modules', '.thyromap-electron.json');
const REACH_MS = 6_000;
const FETCH_MS = 10 * 60_000;
/** After a failure Electron is tried again this much later, not at every start without network. */
const TRY_AGAIN_MS = 7 * 24 * 3_600_000;

/**
 * Electron's program file, or the reason, in one sentence, why ThyroMap opens in the browser instead.
 * The file is fetched at the first start only; a failure is remembered.
 */
export async function electronOrReason() {
  const why = whyNotHere();
  if (why) return { file: null, reason: why };
  const found = installed();
  if (found) return { file: found, reason: null };
  if (failedLately()) return { file: null, reason: 'Electron could not be fetched when this was last tried' };
  const fetched = (await canReach()) && (await fetchIt());
  if (!fetched) {
    writeFileSync(MEMORY, JSON.stringify({ version: version(), failedAt: Date.now() }));
    return { file: null, reason: 'Electron’s program file could not be fetched from this network' };
  }
  return { file: installed(), reason: null };
}

function whyNotHere() {
  if (process.env.THYROMAP_SHELL === 'web') return 'THYROMAP_SHELL=web asks for it';
  const { platform, env } = process;
  if (platform === 'win32' || platform === 'darwin') return null;
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return 'this machine has no display for Electron';
  if (process.getuid?.() === 0) return 'Electron does not run for the user root';
  return null;
}

const packageFolder = () => inRoot('node_modules', 'electron');
const version = () => JSON.parse(readFileSync(`${packageFolder()}/package.json`, 'utf8')).version;

function installed() {
  try {
    const name = readFileSync(`${packageFolder()}/path.txt`, 'utf8');
    const is = readFileSync(`${packageFolder()}/dist/version`, 'utf8').trim().replace(/^v/, '');
    const file = `${packageFolder()}/dist/${name}`;
    return is === version() && existsSync(file) ? file : null;
  } catch {
    return null;
  }
}

function failedLately() {
  try {
    const memory = JSON.parse(readFileSync(MEMORY, 'utf8'));
    return memory.version === version() && Date.now() - memory.failedAt < TRY_AGAIN_MS;
  } catch {
    return false;
  }
}

const networkEnvironment = () => ({ ...process.env, NODE_USE_ENV_PROXY: '1' });

/** A download of 120 MB is begun only where its place answers quickly; a mirror is taken at its word. */
async function canReach() {
  if (process.env.ELECTRON_MIRROR || process.env.npm_config_electron_mirror) return true;
  const address = `https://github.com/electron/electron/releases/download/v${version()}/SHASUMS256.txt`;
  const ask = `fetch(${JSON.stringify(address)}).then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))`;
  const { code } = await runQuietly(process.execPath, ['-e', ask], {
    env: networkEnvironment(),
    timeoutMs: REACH_MS,
  });
  return code === 0;
}

async function fetchIt() {
  tell('Fetching Electron (once, about 120 MB).');
  const { code } = await runQuietly(process.execPath, [`${packageFolder()}/install.js`], {
    env: networkEnvironment(),
    timeoutMs: FETCH_MS,
  });
  return code === 0;
}
