import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadNetworks } from './networks.ts';
import { readPack } from './packFiles.ts';
import type { PlainTensors } from './protocol.ts';

const SHIPPED = path.resolve(import.meta.dirname, '../../models/packs/csasn-1.0.0');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'thyromap-networks-'));
  cpSync(SHIPPED, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a file altered after it was loaded is named when a part of it is opened anew, and used once it is put right', async () => {
  const pack = readPack(folder);
  const [network] = pack.manifest.networks;
  const networks = await loadNetworks(folder, pack.sha256, 1);
  const dims = network!.inputs[0]!.dims.map((size) => Math.max(1, size));
  const inputs: PlainTensors = {
    [network!.inputs[0]!.name]: {
      type: 'float32',
      data: new Float32Array(dims.reduce((a, b) => a * b, 1)),
      dims,
    },
  };
  expect(network!.outputs.length).toBeGreaterThan(1);
  const file = path.join(folder, network!.file);
  const bytes = readFileSync(file);
  const altered = Buffer.from(bytes);
  altered[altered.length >> 1]! ^= 1;
  writeFileSync(file, altered);
  const ask = () => networks.run('classifier', inputs, ['logit']);
  await expect(ask()).rejects.toThrow('pack.altered');
  writeFileSync(file, bytes);
  expect((await ask()).logit!.data.length).toBe(1);
});
