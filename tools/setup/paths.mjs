import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The working tree's root and what the set-up keeps in it. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const inRoot = (...parts) => join(ROOT, ...parts);
export const TOOLS_NODE = inRoot('tools', 'node');
