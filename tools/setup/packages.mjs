import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { bringTools } from './node.mjs';
import { goodNpm, INSTALL, runNpm } from './npm.mjs';
import { inRoot, ROOT } from './paths.mjs';
import { explainInstall, Trouble, tell } from './say.mjs';

const STAMP = inRoot('node_modules', '.thyromap-packages');
const LOCK = inRoot('package-lock.json');

/** Installs the packages when they are missing or the lockfile has changed; otherwise touches nothing. */
export async function ensurePackages() {
  const wanted = createHash('sha256')
    .update(readFileSync(LOCK))
    .update(`${process.platform}-${process.arch}`)
    .digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;
  if (!installedMatchesLock()) await install();
  writeFileSync(STAMP, wanted);
}

async function install() {
  tell('Installing the packages that ThyroMap is built from (once, some minutes).');
  let npm = await goodNpm();
  if (!npm) {
    await bringTools();
    npm = await goodNpm();
  }
  const { code, output } = await runNpm(npm, INSTALL, ROOT);
  if (code !== 0) throw new Trouble(explainInstall('The packages', output));
}

/** npm writes its hidden lockfile last: where it agrees with ours, everything is in place already. */
function installedMatchesLock() {
  try {
    const wanted = JSON.parse(readFileSync(LOCK, 'utf8')).packages;
    const found = JSON.parse(readFileSync(inRoot('node_modules', '.package-lock.json'), 'utf8')).packages;
    return Object.entries(wanted).every(
      ([path, entry]) =>
        path === '' || entry.optional || entry.link || found[path]?.version === entry.version,
    );
  } catch {
    return false;
  }
}
