import { readFile, realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.bin': 'application/octet-stream',
};

/**
 * Names as the build gives them: letters, digits, `-`, `_` and `.`, none beginning with a dot. Nothing is decoded, so
 * an encoded `..`, a backslash, a drive letter or a zero byte is simply no name.
 */
const PLAIN_PATH = /^(\/[\w-][\w.-]*)+$/;

export type RendererFile = { bytes: Buffer; type: string; immutable: boolean };

/** A file of the built renderer by its URL path; null for anything that is not one of its files. */
export async function rendererFile(folder: string, urlPath: string): Promise<RendererFile | null> {
  const path = urlPath === '/' ? '/index.html' : urlPath;
  const type = TYPES[extname(path)];
  if (!type || !PLAIN_PATH.test(path)) return null;
  try {
    // A link that leads out of the folder is not one of its files.
    const [root, file] = await Promise.all([realpath(folder), realpath(join(folder, path))]);
    if (!file.startsWith(root + sep) || !(await stat(file)).isFile()) return null;
    // Vite puts a content hash into the names under assets/.
    return { bytes: await readFile(file), type, immutable: path.startsWith('/assets/') };
  } catch {
    return null;
  }
}
