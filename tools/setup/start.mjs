import { electronOrReason } from './electronBinary.mjs';
import { inRoot, ROOT } from './paths.mjs';
import { runInTerminal } from './process.mjs';
import { tell } from './say.mjs';

/** An Electron that ends this soon with an error did not start: a library or the sandbox is missing. */
const STARTED_MS = 8_000;

/** Opens ThyroMap: in Electron where it can run, else in the browser, saying why. */
export async function start(args) {
  const electron = await electronOrReason();
  if (!electron.file) return await startWeb(electron.reason, args);
  const began = Date.now();
  // Inherited from an editor built on Electron, this would make ours a bare Node.
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const code = await runInTerminal(electron.file, [ROOT, ...args], { env });
  if (code === 0 || Date.now() - began > STARTED_MS) return code;
  return await startWeb(`Electron could not start on this machine (code ${code})`, args);
}

async function startWeb(reason, args) {
  tell(`ThyroMap opens in the browser because ${reason}.`);
  return await runInTerminal(
    process.execPath,
    [inRoot('out', 'main', 'web.js'), '--reason', reason, ...args],
    { tied: true },
  );
}
