import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Place, PURPOSES } from './purposes.ts';

const entrySchema = z.object({
  name: z.string().optional(),
  version: z.string(),
  license: z.string().optional(),
  dependencies: z.record(z.string(), z.string()).optional(),
  devDependencies: z.record(z.string(), z.string()).optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
  peerDependencies: z.record(z.string(), z.string()).optional(),
});
const lockSchema = z.object({ packages: z.record(z.string(), entrySchema.partial({ version: true })) });
type Lock = z.infer<typeof lockSchema>['packages'];

export type LockedPackage = {
  /** As the registry calls it; an alias is named beside it. */
  readonly name: string;
  readonly alias: string | null;
  readonly version: string;
  readonly licence: string;
  /** Every place where it ends up; `development` only where nothing else is. */
  readonly place: Place;
  /** Packages of package.json that bring it; itself where it stands there. */
  readonly through: readonly string[];
};

const RANK: readonly Place[] = ['process', 'page', 'shell', 'development'];

/** Every package of package-lock.json with its licence and what brings it, sorted by name and version. */
export function lockedPackages(root: string): LockedPackage[] {
  const lock = lockSchema.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))).packages;
  const top = lock[''] ?? {};
  const through = new Map<string, Set<string>>();
  for (const direct of Object.keys({ ...top.dependencies, ...top.devDependencies }))
    for (const path of reachable(lock, direct)) {
      if (!through.has(path)) through.set(path, new Set());
      through.get(path)!.add(direct);
    }
  const found = new Map<string, LockedPackage>();
  for (const [path, entry] of Object.entries(lock)) {
    if (path === '' || !entry.version) continue;
    const called = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const name = entry.name ?? called;
    const by = [...(through.get(path) ?? [])].sort();
    const place = RANK.find((one) => by.some((direct) => endsUp(one, direct, called))) ?? 'development';
    const key = `${name}@${entry.version}`;
    const same = found.get(key);
    found.set(key, {
      name,
      alias: name === called ? null : called,
      version: entry.version,
      licence: entry.license ?? 'not stated',
      place: same && RANK.indexOf(same.place) < RANK.indexOf(place) ? same.place : place,
      through: same ? [...new Set([...same.through, ...by])].sort() : by,
    });
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** Type declarations are never handed out, and of what Electron's package brings only Electron is. */
function endsUp(place: Place, direct: string, called: string): boolean {
  if (PURPOSES[direct]?.place !== place || called.startsWith('@types/')) return false;
  return place !== 'shell' || called === direct;
}

/** The lockfile's paths that a package brings with it; what it asks of others (peers) is theirs. */
function reachable(lock: Lock, direct: string): Set<string> {
  const seen = new Set<string>();
  const waiting = [resolve(lock, '', direct)];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (path === null || seen.has(path)) continue;
    seen.add(path);
    const { dependencies, optionalDependencies } = lock[path]!;
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies }))
      waiting.push(resolve(lock, path, name));
  }
  return seen;
}

/** Node's own rule: the nearest node_modules upwards. */
function resolve(lock: Lock, from: string, name: string): string | null {
  const parts = from.split('/node_modules/');
  for (let depth = parts.length; depth >= 0; depth--) {
    const above = parts.slice(0, depth).join('/node_modules/');
    const path = above === '' ? `node_modules/${name}` : `${above}/node_modules/${name}`;
    if (lock[path]) return path;
  }
  return null;
}

/** What stands in package.json itself. */
export function directPackages(root: string): string[] {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    dependencies: object;
    devDependencies: object;
  };
  return Object.keys({ ...dependencies, ...devDependencies });
}
