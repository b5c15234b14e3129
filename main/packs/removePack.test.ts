import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { powerOnnx } from '../inference/testing/onnxFile.ts';
import { writeOpinionPack, writeTestPack } from '../inference/testing/testPack.ts';
import { setActive } from './activate.ts';
import { readChoices } from './choices.ts';
import { installedPacks } from './installed.ts';
import { removePack } from './removePack.ts';

const clean: string[] = [];
afterEach(() => {
  for (const folder of clean.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function machine() {
  const root = mkdtempSync(join(tmpdir(), 'thyromap-remove-'));
  clean.push(root);
  const folders = { shipped: join(root, 'shipped'), imported: join(root, 'packs') };
  const shipped = writeTestPack([{ role: 'nodule', onnx: powerOnnx(1) }], 'llnm-1.0.0', folders.shipped, {
    name: 'llnm',
  });
  const own = writeOpinionPack(folders.imported, { name: 'st-mary', version: '2.1.0' });
  const find = () => installedPacks(folders).find((one) => one.folder === own)!;
  return { folders, shipped, own, find };
}

describe('an imported pack', () => {
  test('goes with its files and what was chosen of it, and nothing else goes', () => {
    const { folders, own, find } = machine();
    setActive(folders, find(), true);
    setActive(folders, find(), false);
    removePack(folders, own);
    expect(existsSync(own)).toBe(false);
    expect(readdirSync(folders.imported)).toEqual(['choices.json']);
    expect(readChoices(folders.imported)).toEqual([]);
    expect(installedPacks(folders)).toHaveLength(1);
  });

  test('that is in use stays', () => {
    const { folders, own, find } = machine();
    setActive(folders, find(), true);
    expect(() => removePack(folders, own)).toThrow('pack.inUse');
    expect(existsSync(join(own, 'manifest.json'))).toBe(true);
  });

  test('that cannot be read can still be taken away', () => {
    const { folders, own } = machine();
    writeFileSync(join(own, 'manifest.json'), '{');
    removePack(folders, own);
    expect(existsSync(own)).toBe(false);
  });
});

test('a shipped pack stays, and a folder that is no listed pack is not touched', () => {
  const { folders, shipped } = machine();
  expect(() => removePack(folders, shipped)).toThrow('pack.shippedStays');
  for (const odd of [folders.imported, join(folders.imported, '..'), '/', ''])
    expect(() => removePack(folders, odd)).toThrow('pack.notInstalled');
  expect(existsSync(shipped)).toBe(true);
});
