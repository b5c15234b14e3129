import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Where this person's cases live: `THYROMAP_DATA` when set, else the platform's place for application data
 * (XDG base directory specification on Linux).
 */
export function dataFolder(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  if (env.THYROMAP_DATA) return env.THYROMAP_DATA;
  if (platform === 'win32') return join(env.APPDATA || join(home, 'AppData', 'Roaming'), 'ThyroMap');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'ThyroMap');
  return join(env.XDG_DATA_HOME || join(home, '.local', 'share'), 'thyromap');
}

/** The product's own folder: the one that holds package.json, whether run from source or from out/main. */
export function productFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('package.json was not found above the running file');
    folder = parent;
  }
  return folder;
}

/** Where the model packs lie; a packaged Electron keeps them outside its archive, so that sizes and hashes are the file's own. */
export function packsFolder(
  env: NodeJS.ProcessEnv = process.env,
  resourcesPath: string | null = null,
): string {
  if (env.THYROMAP_PACKS) return env.THYROMAP_PACKS;
  if (resourcesPath && existsSync(join(resourcesPath, 'packs'))) return join(resourcesPath, 'packs');
  return join(productFolder(), 'models', 'packs');
}
