import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { zipSync } from 'fflate';
import * as ort from 'onnxruntime-node';
import { FailureError } from '../../app/failure.ts';
import type { NetworkManifest } from '../../app/pack/manifest.ts';
import { forkInference } from '../../main/inference/fork.ts';
import { importPack } from '../../main/packs/importPack.ts';
import { folderSource } from '../../main/packs/packSource.ts';
import { tryPack } from '../../main/packs/tryPack.ts';

type Loose = { networks?: (Partial<NetworkManifest> & { file?: string; parameters?: object })[] };

/**
 * Writes into a pack's manifest.json what only the finished files can say: size and SHA-256 of each network and of
 * its vocabulary, and inputs and outputs where the author has not described them.
 */
export async function fillManifest(folder: string): Promise<void> {
  const file = path.join(folder, 'manifest.json');
  if (!existsSync(file)) throw new FailureError('packImport.noManifest', { file: folder });
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Loose;
  for (const network of manifest.networks ?? []) {
    const onnx = path.join(folder, String(network.file));
    if (!existsSync(onnx))
      throw new FailureError('packImport.fileMissing', { file: folder, entry: String(network.file) });
    const bytes = readFileSync(onnx);
    Object.assign(network, { bytes: bytes.length, sha256: sha256(bytes) }, await tensorsOf(bytes, network));
    const { vocabulary } = (network.parameters ?? {}) as { vocabulary?: unknown };
    if (typeof vocabulary === 'string')
      Object.assign(network.parameters!, {
        vocabularySha256: sha256(readFileSync(path.join(folder, vocabulary))),
      });
  }
  writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
}

async function tensorsOf(bytes: Uint8Array, network: Partial<NetworkManifest>) {
  if (network.inputs && network.outputs) return {};
  const session = await ort.InferenceSession.create(bytes, { executionProviders: ['cpu'] });
  const describe = (all: readonly ort.InferenceSession.ValueMetadata[]) =>
    all.flatMap((one) =>
      one.isTensor
        ? [
            {
              name: one.name,
              type: one.type,
              dims: one.shape.map((size) => (typeof size === 'number' ? size : -1)),
              meaning: 'not described',
            },
          ]
        : [],
    );
  const described = { inputs: describe(session.inputMetadata), outputs: describe(session.outputMetadata) };
  await session.release();
  return {
    inputs: network.inputs ?? described.inputs,
    outputs: network.outputs ?? described.outputs,
  };
}

/** Exactly what the Models screen does with it, in a folder that is thrown away. @throws FailureError */
export async function checkPack(folder: string): Promise<string> {
  const place = mkdtempSync(path.join(tmpdir(), 'thyromap-pack-check-'));
  try {
    const folders = { shipped: path.join(place, 'none'), imported: path.join(place, 'packs') };
    const { manifest } = await importPack(folderSource(folder), folders, (pack) =>
      tryPack(pack, forkInference),
    );
    return `${manifest.name} ${manifest.version}`;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** The folder's files as one zip, in a folder of the pack's name. Weights do not shrink: they are stored. */
export function zipPack(folder: string, file: string): void {
  const under = path.basename(path.resolve(folder));
  const files = Object.fromEntries(
    readdirSync(folder).map((name) => [
      `${under}/${name}`,
      new Uint8Array(readFileSync(path.join(folder, name))),
    ]),
  );
  writeFileSync(file, zipSync(files, { level: 0 }));
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
