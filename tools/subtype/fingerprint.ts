import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const PHANTOM = path.resolve(import.meta.dirname, '../../app/phantom');

/** Of every file that draws: pictures kept on disk are thrown away when one of them has changed. */
export function phantomFingerprint(): string {
  const hash = createHash('sha256');
  const files = readdirSync(PHANTOM, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .sort();
  for (const file of files) hash.update(file).update(readFileSync(path.join(PHANTOM, file)));
  hash.update(readFileSync(path.join(import.meta.dirname, 'scenes.ts')));
  return hash.digest('hex').slice(0, 16);
}
