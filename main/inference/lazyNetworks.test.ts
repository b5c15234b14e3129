import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createLazyNetworks } from './lazyNetworks.ts';
import { writeOpinionPack } from './testing/testPack.ts';

const clean: string[] = [];
afterEach(() => {
  for (const folder of clean.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function packs(count: number) {
  const parent = mkdtempSync(join(tmpdir(), 'thyromap-lazy-'));
  clean.push(parent);
  return Array.from({ length: count }, (_, i) => {
    const folder = writeOpinionPack(parent, { name: `pack${i}` });
    const manifest = readFileSync(join(folder, 'manifest.json'));
    const bytes = readFileSync(join(folder, 'classifier.onnx')).length;
    return { folder, bytes, sha256: createHash('sha256').update(manifest).digest('hex') };
  });
}
const grey = (value: number) => ({
  frame: { type: 'float32' as const, data: new Float32Array(16).fill(value), dims: [1, 1, 4, 4] },
});

test('networks of other packs are loaded when asked, kept, and let go longest unused first', async () => {
  const [a, b, c] = packs(3);
  const lazy = createLazyNetworks(1, 2 * a!.bytes);
  const ask = async ({ folder, sha256 }: typeof a & object, value: number) => {
    const { logit } = await lazy.run(folder, sha256, 'classifier', grey(value));
    return (logit!.data as Float32Array)[0];
  };
  expect(lazy.count()).toBe(0);
  expect(await ask(a!, 0.25)).toBe(0.25);
  expect(await ask(b!, 0.5)).toBe(0.5);
  expect(await ask(a!, 1)).toBe(1);
  expect(lazy.count()).toBe(2);
  await ask(c!, 1);
  expect(lazy.count()).toBe(2);
  // b made room: its file may go, and only b notices.
  rmSync(join(b!.folder, 'classifier.onnx'));
  rmSync(join(a!.folder, 'classifier.onnx'));
  expect(await ask(a!, 0.125)).toBe(0.125);
  await expect(ask(b!, 1)).rejects.toThrow('pack.fileMissing');
});

test('a network larger than the room is loaded alone', async () => {
  const [a, b] = packs(2);
  const lazy = createLazyNetworks(1, 1);
  await lazy.run(a!.folder, a!.sha256, 'classifier', grey(1));
  await lazy.run(b!.folder, b!.sha256, 'classifier', grey(1));
  expect(lazy.count()).toBe(1);
});

test('another manifest than the one that was read is refused', async () => {
  const [a] = packs(1);
  const lazy = createLazyNetworks(1);
  const file = join(a!.folder, 'manifest.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace('"tests"', '"Tests"'));
  await expect(lazy.run(a!.folder, a!.sha256, 'classifier', grey(1))).rejects.toThrow('pack.altered');
});
