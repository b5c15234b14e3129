import { readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { forkInference } from '../inference/fork.ts';
import { powerOnnx } from '../inference/testing/onnxFile.ts';
import { writeTestPack } from '../inference/testing/testPack.ts';
import { checkPacks } from './packHandlers.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const checksOf = (shipped: string) =>
  checkPacks({ folders: { shipped, imported: null }, start: forkInference, changed: () => {} });

/** A packs folder with one pack in it. */
function onePack() {
  const folder = writeTestPack([{ role: 'nodule', onnx: powerOnnx(1) }], 'llnm-1.0.0');
  folders.push(dirname(folder));
  return { packsFolder: dirname(folder), file: join(folder, 'nodule.onnx'), folder };
}

describe('the installed packs', () => {
  test('are listed with their cards, the newest version active', async () => {
    const { packsFolder, folder } = onePack();
    writeTestPack([{ role: 'nodule', onnx: powerOnnx(1) }], 'llnm-1.10.0', packsFolder);
    writeTestPack([{ role: 'nodule', onnx: powerOnnx(1) }], 'llnm-1.9.0', packsFolder);
    const { packs } = await checksOf(packsFolder).handlers['pack.list']({});
    expect(packs.map((p) => p.active)).toEqual([true, false, false]);
    expect(packs.every((p) => p.failure === null)).toBe(true);
    expect(packs[0]!.cards).toEqual({ 'test-nodule': '# nodule\n' });
    expect(folder.endsWith('llnm-1.0.0')).toBe(true);
  });

  test('tell a file altered while the application runs, size and all unchanged', async () => {
    const { packsFolder, file } = onePack();
    const checks = checksOf(packsFolder);
    expect(await checks.failure()).toBeNull();
    const bytes = readFileSync(file);
    bytes[bytes.length - 1]! ^= 1;
    writeFileSync(file, bytes);
    utimesSync(file, new Date(), new Date(Date.now() + 5000));
    expect(await checks.failure()).toMatchObject({ code: 'pack.altered', values: { file: 'nodule.onnx' } });
    const { packs } = await checks.handlers['pack.list']({});
    expect(packs[0]).toMatchObject({
      manifest: { name: 'test' },
      failure: { code: 'pack.altered' },
      cards: {},
    });
  });

  test('tell a missing file, a missing card, an unreadable manifest and that there is none', async () => {
    const { packsFolder, file, folder } = onePack();
    const checks = checksOf(packsFolder);
    rmSync(file);
    expect(await checks.failure()).toMatchObject({
      code: 'pack.fileMissing',
      values: { file: 'nodule.onnx' },
    });
    writeFileSync(file, powerOnnx(1));
    rmSync(join(folder, 'nodule.md'));
    expect(await checks.failure()).toMatchObject({ code: 'pack.fileMissing', values: { file: 'nodule.md' } });
    for (const text of ['{', '{"schema":2}']) {
      writeFileSync(join(folder, 'manifest.json'), text);
      expect(await checks.failure()).toMatchObject({ code: 'pack.manifestUnreadable' });
    }
    rmSync(folder, { recursive: true });
    expect(await checks.failure()).toMatchObject({ code: 'pack.missing', values: { folder: packsFolder } });
    expect(await checks.handlers['pack.list']({})).toEqual({ packs: [] });
  });
});
