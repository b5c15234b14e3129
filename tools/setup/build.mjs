import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { inRoot, ROOT } from './paths.mjs';
import { runQuietly } from './process.mjs';
import { Trouble, tell } from './say.mjs';

const STAMP = inRoot('out', '.built');
const SOURCES = [
  'app',
  'atlas',
  'main',
  'renderer',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
];

/** Builds `out/` when a source has changed since the last build, by content. */
export async function ensureBuild() {
  const wanted = hashOfSources();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;
  await build();
  writeFileSync(STAMP, wanted);
}

export async function build() {
  tell('Building ThyroMap.');
  mkdirSync(inRoot('out'), { recursive: true });
  const builder = inRoot('node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const { code, output } = await runQuietly(process.execPath, [builder, 'build'], {
    cwd: ROOT,
    env: { ...process.env, NO_COLOR: '1' },
  });
  if (code === 0) return;
  console.error(output);
  throw new Trouble(
    /ENOSPC|no space left/i.test(output)
      ? 'ThyroMap could not be built: the disk is full. Free some space and run the command again.'
      : 'ThyroMap could not be built; the reason stands above.',
  );
}

function hashOfSources() {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0]);
  for (const file of SOURCES.flatMap((name) => filesUnder(inRoot(name)))) {
    hash.update(relative(ROOT, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/** Every file of a folder that the build can read, in a fixed order; tests are not built. */
function filesUnder(path) {
  if (!existsSync(path)) return [];
  let entries;
  try {
    entries = readdirSync(path, { withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOTDIR') return [path];
    throw error;
  }
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (entry.name === 'node_modules' || /\.test\.tsx?$/.test(entry.name)) return [];
      const file = join(path, entry.name);
      return entry.isDirectory() ? filesUnder(file) : [file];
    });
}
