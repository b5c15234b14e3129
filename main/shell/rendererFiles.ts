import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';

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

export type RendererFile = { bytes: Buffer; type: string; immutable: boolean };

/** A file of the built renderer by its URL path; null for anything that is not one of its files. */
export async function rendererFile(folder: string, urlPath: string): Promise<RendererFile | null> {
  let path: string;
  try {
    path = decodeURIComponent(urlPath);
  } catch {
    return null;
  }
  if (path.includes('\0')) return null;
  const file = normalize(join(folder, path === '/' ? 'index.html' : path));
  if (!file.startsWith(folder + sep)) return null;
  const type = TYPES[extname(file)];
  if (!type) return null;
  try {
    if (!(await stat(file)).isFile()) return null;
    // Vite puts a content hash into the names under assets/.
    return { bytes: await readFile(file), type, immutable: path.startsWith('/assets/') };
  } catch {
    return null;
  }
}
