import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packsFolder, productFolder } from '../../main/shell/folders.ts';
import { runKills } from './run.ts';

test('each process is killed under load, and no acknowledged change is lost', async ({ skip }) => {
  if (process.platform !== 'linux') skip('looks for child processes in /proc');
  if (!existsSync(packsFolder()) || !existsSync(join(productFolder(), 'out', 'renderer', 'index.html')))
    skip('needs the built screens for the web host: npm run build');
  const rounds = await runKills({ kills: 10, seed: 20 });
  expect(rounds.flatMap(({ wrong }) => wrong)).toEqual([]);
  expect(rounds.reduce((sum, { acknowledged }) => sum + acknowledged, 0)).toBeGreaterThan(10);
}, 300_000);
