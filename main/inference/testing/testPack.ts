import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NetworkManifest, NetworkRole, PackManifestFile } from '../../../app/pack/manifest.ts';
import { meanOnnx } from './onnxFile.ts';

export type TestNetwork = { role: NetworkRole; onnx: Uint8Array; change?: Partial<NetworkManifest> };

/**
 * Writes a pack of small networks (square matrix `before` → square matrix `after`) into a fresh temporary folder,
 * or as a folder of its own name inside `parent`.
 */
export function writeTestPack(
  networks: TestNetwork[],
  name = '',
  parent?: string,
  change: Partial<PackManifestFile> = {},
): string {
  const folder = join(parent ?? mkdtempSync(join(tmpdir(), 'thyromap-pack-')), name);
  mkdirSync(folder, { recursive: true });
  const manifest: PackManifestFile = {
    schema: 1,
    name: 'test',
    version: '1.0.0',
    intendedUse: 'tests',
    networks: networks.map(({ role, onnx, change: own }) => ({
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
      ...own,
    })),
    ...change,
  };
  for (const { role, onnx } of networks) {
    writeFileSync(join(folder, `${role}.onnx`), onnx);
    writeFileSync(join(folder, `${role}.md`), `# ${role}\n`);
  }
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  return folder;
}

/** A pack that gives a second opinion: the mean of a 4 × 4 picture is its logit for "malignant". */
export function writeOpinionPack(parent: string, change: Partial<PackManifestFile> = {}): string {
  const { name = 'mean-grey', version = '1.0.0' } = change;
  return writeTestPack(
    [
      {
        role: 'classifier',
        onnx: meanOnnx(4),
        change: {
          inputs: [{ name: 'frame', type: 'float32', dims: [1, 1, 4, 4], meaning: 'grey crop, 0 to 1' }],
          outputs: [{ name: 'logit', type: 'float32', dims: [1, 1, 1, 1], meaning: 'log-odds of malignant' }],
        },
      },
    ],
    `${name}-${version}`,
    parent,
    {
      name,
      version,
      task: 'malignancy',
      system: 'Mean grey',
      classes: [
        { name: 'benign', label: { en: 'benign', zh: '良性' } },
        { name: 'malignant', label: { en: 'malignant', zh: '恶性' } },
      ],
      positive: 'malignant',
      calibration: {
        method: 'platt',
        on: 'nothing',
        parameters: {
          slope: 2,
          intercept: -1,
          prevalence: 0.5,
          interval: { nearest: 20, logits: [0, 1], low: [0.1, 0.5], high: [0.5, 0.9] },
        },
      },
      trainedOn: { en: 'Nothing: a test.', zh: '无：仅供测试。' },
      notFor: { en: 'Anything.', zh: '任何用途。' },
      ...change,
    },
  );
}
