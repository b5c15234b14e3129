import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { powerOnnx } from '../inference/testing/onnxFile.ts';
import { writeTestPack } from '../inference/testing/testPack.ts';
import { entryFile, entryOptions } from '../shell/entries.ts';
import { packsFolder } from '../shell/folders.ts';

const clean: string[] = [];
afterEach(() => {
  for (const folder of clean.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function machine() {
  const root = mkdtempSync(join(tmpdir(), 'thyromap-cli-packs-'));
  clean.push(root);
  const shipped = join(root, 'shipped');
  writeTestPack([{ role: 'nodule', onnx: powerOnnx(1) }], 'llnm-1.0.0', shipped, { name: 'llnm' });
  const own = join(root, 'own');
  cpSync(join(packsFolder(), clinicalFolder()), own, { recursive: true });
  const file = join(own, 'manifest.json');
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), name: 'st-mary' }));
  const env = { ...process.env, THYROMAP_DATA: join(root, 'data'), THYROMAP_PACKS: shipped };
  const entry = entryFile('cli');
  const thyromap = (...given: string[]) =>
    new Promise<{ code: number; out: string; error: string }>((resolve) => {
      const words = [...entryOptions(entry), entry, 'packs', ...given];
      execFile(process.execPath, words, { env }, (failed, out, error) =>
        resolve({ code: Number(failed?.code ?? 0), out, error }),
      );
    });
  return { root, own, thyromap };
}
const clinicalFolder = () => readdirSync(packsFolder()).find((name) => name.startsWith('clinical-'))!;

test('a pack is imported, listed, activated and switched off from a terminal', async () => {
  const { own, thyromap } = machine();
  expect((await thyromap('list')).out).toMatch(/^llnm-1\.0\.0\tin use\tlateral-neck risk\t[0-9a-f]{64}\n$/);
  const brought = await thyromap('import', own);
  expect(brought).toMatchObject({ code: 0, error: '' });
  expect(brought.out).toContain('The pack is installed and not in use.');
  const [, name] = /^(st-mary-[\d.]+)\tinstalled/m.exec((await thyromap('list')).out)!;
  expect((await thyromap('activate', name!)).code).toBe(0);
  expect((await thyromap('verify')).out).toContain(`${name}\tin use`);
  expect((await thyromap('deactivate', name!)).code).toBe(0);
  expect((await thyromap('list')).out).toContain(`${name}\tinstalled`);
});

test('what is wrong is one line with the file, and exit code 2', async () => {
  const { root, own, thyromap } = machine();
  expect(await thyromap('activate', 'nothing-1.0.0')).toMatchObject({ code: 2 });
  rmSync(join(own, 'manifest.json'));
  const refused = await thyromap('import', own);
  expect(refused).toMatchObject({ code: 2, out: '' });
  expect(refused.error).toMatch(/^thyromap: own does not hold exactly one manifest\.json.*\n$/);
  expect(await thyromap('import', join(root, 'gone.zip'))).toMatchObject({ code: 2 });
  const odd = join(root, 'data', 'packs', 'odd-1.0.0');
  mkdirSync(odd, { recursive: true });
  writeFileSync(join(odd, 'manifest.json'), '{');
  const verified = await thyromap('verify');
  expect(verified.code).toBe(2);
  expect(verified.out).toContain('odd-1.0.0\tnot usable');
});
