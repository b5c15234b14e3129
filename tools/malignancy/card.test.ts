import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { writeFigures } from './card.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'thyromap-card-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('replaces the figures of a card and nothing else', () => {
  const card = path.join(folder, 'card.md');
  writeFileSync(card, '# one\n\n## Measured: `npm run evaluate:malignancy`\nold\n\n## Limits\n- kept\n');
  const figure = { name: 'AUC', on: 'a set', value: 0.93149, interval: null, baseline: null };
  const write = () =>
    writeFigures(card, [{ ...figure, interval: [0.9, 0.95], baseline: { name: 'size alone', value: 0.8 } }]);
  write();
  const once = readFileSync(card, 'utf8');
  expect(once).toContain('| AUC | a set | 0.931 (0.900–0.950) | size alone 0.800 |');
  expect(once).not.toContain('old');
  expect(once.startsWith('# one\n\n## Measured')).toBe(true);
  expect(once.endsWith('\n\n## Limits\n- kept\n')).toBe(true);
  write();
  expect(readFileSync(card, 'utf8')).toBe(once);
});
