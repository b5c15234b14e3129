import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { powerOnnx } from '../inference/testing/onnxFile.ts';
import { writeOpinionPack, writeTestPack } from '../inference/testing/testPack.ts';
import { findInstalled, setActive } from './activate.ts';
import { installedPacks, mainLineFolder, opinionPacks } from './installed.ts';

const clean: string[] = [];
afterEach(() => {
  for (const folder of clean.splice(0)) rmSync(folder, { recursive: true, force: true });
});
function machine() {
  const root = mkdtempSync(join(tmpdir(), 'thyromap-installed-'));
  clean.push(root);
  const folders = { shipped: join(root, 'shipped'), imported: join(root, 'data', 'packs') };
  mainLine(folders.shipped, 'llnm', '1.0.0');
  return folders;
}
const mainLine = (parent: string, name: string, version: string) =>
  writeTestPack([{ role: 'nodule', onnx: powerOnnx(1) }], `${name}-${version}`, parent, { name, version });
type Folders = ReturnType<typeof machine>;
const on = (folders: Folders) =>
  installedPacks(folders)
    .filter((one) => one.active)
    .map((one) => `${one.pack!.manifest.name} ${one.pack!.manifest.version}`);
function choose(folders: Folders, name: string, version: string, active = true) {
  const found = installedPacks(folders).find(
    (one) => one.pack?.manifest.name === name && one.pack.manifest.version === version,
  )!;
  setActive(folders, findInstalled(folders, found.pack!.sha256), active);
}
const spoil = (folder: string) => writeFileSync(join(folder, 'manifest.json'), '{');

describe('the packs in use', () => {
  test('are the newest shipped ones of each name; experimental and imported ones wait for a person', () => {
    const folders = machine();
    mainLine(folders.shipped, 'llnm', '1.10.0');
    writeOpinionPack(folders.shipped, { name: 'alpha', version: '1.0.0' });
    writeOpinionPack(folders.shipped, { name: 'alpha', version: '1.1.0' });
    writeOpinionPack(folders.shipped, { name: 'beta' });
    writeOpinionPack(folders.shipped, { name: 'try', experimental: true });
    writeOpinionPack(folders.imported, { name: 'own' });
    mainLine(folders.imported, 'st-mary', '9.0.0');
    expect(on(folders)).toEqual(['llnm 1.10.0', 'alpha 1.1.0', 'beta 1.0.0']);
    expect(mainLineFolder(folders)).toBe(join(folders.shipped, 'llnm-1.10.0'));
  });

  test('follow what a person chose, one of a name and one main line at a time', () => {
    const folders = machine();
    writeOpinionPack(folders.shipped, { name: 'alpha', version: '1.0.0' });
    writeOpinionPack(folders.shipped, { name: 'alpha', version: '1.1.0' });
    writeOpinionPack(folders.imported, { name: 'own' });
    mainLine(folders.imported, 'st-mary', '1.0.0');
    choose(folders, 'own', '1.0.0');
    choose(folders, 'alpha', '1.0.0');
    choose(folders, 'st-mary', '1.0.0');
    expect(on(folders)).toEqual(['st-mary 1.0.0', 'alpha 1.0.0', 'own 1.0.0']);
    choose(folders, 'own', '1.0.0', false);
    choose(folders, 'llnm', '1.0.0');
    choose(folders, 'alpha', '1.1.0');
    expect(on(folders)).toEqual(['llnm 1.0.0', 'alpha 1.1.0']);
    choose(folders, 'alpha', '1.1.0', false);
    choose(folders, 'alpha', '1.0.0', false);
    expect(on(folders)).toEqual(['llnm 1.0.0']);
  });

  test('always hold a main line: it cannot be switched off, only replaced', () => {
    const folders = machine();
    expect(() => choose(folders, 'llnm', '1.0.0', false)).toThrow('pack.mainLineNeeded');
    expect(on(folders)).toEqual(['llnm 1.0.0']);
  });
});

describe('a pack that cannot be read', () => {
  test('is listed with its failure; an opinion pack never takes the main line along', () => {
    const folders = machine();
    spoil(writeOpinionPack(folders.shipped, { name: 'alpha', version: '9.0.0' }));
    writeOpinionPack(folders.shipped, { name: 'beta' });
    expect(mainLineFolder(folders)).toBe(join(folders.shipped, 'llnm-1.0.0'));
    expect(opinionPacks(folders).map((one) => one.manifest.name)).toEqual(['beta']);
    expect(installedPacks(folders).map((one) => one.failure?.code ?? null)).toEqual([
      null,
      null,
      'pack.manifestUnreadable',
    ]);
  });

  test('is named when it is the only main line', () => {
    const folders = machine();
    writeOpinionPack(folders.shipped, { name: 'alpha' });
    spoil(join(folders.shipped, 'llnm-1.0.0'));
    // The folder that cannot be read is handed on: reading it tells what is wrong with it.
    expect(mainLineFolder(folders)).toBe(join(folders.shipped, 'llnm-1.0.0'));
  });

  test('is not quietly replaced when a person had chosen it', () => {
    const folders = machine();
    const own = mainLine(folders.imported, 'st-mary', '1.0.0');
    choose(folders, 'st-mary', '1.0.0');
    expect(mainLineFolder(folders)).toBe(own);
    const manifest = readFileSync(join(own, 'manifest.json'), 'utf8');
    writeFileSync(join(own, 'manifest.json'), manifest.replace('tests', 'other'));
    expect(() => mainLineFolder(folders)).toThrow('pack.activeChanged');
    rmSync(own, { recursive: true });
    expect(() => mainLineFolder(folders)).toThrow('pack.activeChanged');
    choose(folders, 'llnm', '1.0.0');
    expect(mainLineFolder(folders)).toBe(join(folders.shipped, 'llnm-1.0.0'));
  });

  test('nor are choices that cannot be read guessed; choosing again mends them', () => {
    const folders = machine();
    writeOpinionPack(folders.imported, { name: 'own' });
    choose(folders, 'own', '1.0.0');
    writeFileSync(join(folders.imported, 'choices.json'), '{"schema":1}');
    expect(() => mainLineFolder(folders)).toThrow('pack.choicesUnreadable');
    expect(on(folders)).toEqual(['llnm 1.0.0']);
    choose(folders, 'llnm', '1.0.0');
    expect(mainLineFolder(folders)).toBe(join(folders.shipped, 'llnm-1.0.0'));
  });
});
