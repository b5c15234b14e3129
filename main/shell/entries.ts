import { fileURLToPath } from 'node:url';

export type EntryName = 'backend' | 'inference' | 'examples' | 'codecs' | 'field' | 'backup' | 'web' | 'cli';

/**
 * The file that a child process is started from: beside this bundle when built (`out/main/backend.js`),
 * the TypeScript source when run from the working tree (Node strips the types).
 */
export function entryFile(name: EntryName): string {
  const self = import.meta.url;
  if (self.endsWith('.ts')) return fileURLToPath(new URL(`../${name}/index.ts`, self));
  // A shared chunk lies in out/main/parts, an entry in out/main.
  const up = /\/parts\/[^/]+$/.test(self) ? '../' : './';
  return fileURLToPath(new URL(`${up}${name}.js`, self));
}

/** Node options for a child started from source: Node before 22.18 strips types only when asked. */
export function entryOptions(file: string): string[] {
  if (!file.endsWith('.ts')) return [];
  const wanted = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning'];
  return wanted.filter((option) => process.allowedNodeEnvironmentFlags.has(option.split('=')[0]!));
}
