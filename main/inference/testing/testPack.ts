import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NetworkManifest, NetworkRole, PackManifestFile } from '../../../app/pack/manifest.ts';

export type TestNetwork = { role: NetworkRole; onnx: Uint8Array; change?: Partial<NetworkManifest> };

/**
 * Writes a pack of small networks (square matrix `before` → square matrix `after`) into a fresh temporary folder,
 * or as a folder of its own name inside `parent`.
 */
export function writeTestPack(networks: TestNetwork[], name = '', parent?: string): string {
  const folder = join(parent ?? mkdtempSync(join(tmpdir(), 'thyromap-pack-')), name);
  mkdirSync(folder, { recursive: true });
  const manifest: PackManifestFile = {
    schema: 1,
    name: 'test',
    version: '1.0.0',
    intendedUse: 'tests',
    networks: networks.map(({ role, onnx, change }) => ({
      role,
      name: `test-${role}`,
      version: '1.0.0',
      file: `${role}.onnx`,
      bytes: onnx.length,
      sha256: createHash('sha256').update(onnx).digest('hex'),
      card: `${role}.md`,
      inputs: [{ name: 'before', type: 'float32', dims: [-1, -1], meaning: 'a square matrix' }],
      outputs: [{ name: 'after', type: 'float32', dims: [-1, -1], meaning: 'a square matrix' }],
      parameters: {},
      trainedOn: 'nothing',
      simulatedLabels: false,
      licence: 'Apache-2.0',
      metrics: [],
      ...change,
    })),
  };
  for (const { role, onnx } of networks) {
    writeFileSync(join(folder, `${role}.onnx`), onnx);
    writeFileSync(join(folder, `${role}.md`), `# ${role}\n`);
  }
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  return folder;
}
