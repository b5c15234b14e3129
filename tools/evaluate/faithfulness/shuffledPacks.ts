import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ActivePack } from '../../../main/inference/client.types.ts';
import { readPack } from '../../../main/inference/packFiles.ts';
import { networkOf } from '../../../main/pipeline/networkOf.ts';
import { shuffleWeights } from './shuffleWeights.ts';

/** Shares of the weights shuffled, from the answer backwards; the last one is the check, the others show the way. */
export const SHUFFLED_SHARES = [0.1, 0.4, 0.7, 1] as const;

export type ShuffledPacks = { readonly packs: readonly ActivePack[]; remove(): void };

/** Packs that hold the fusion network alone, with more and more of its weights shuffled; in a folder of their own. */
export function shuffledPacks(pack: ActivePack, seed: number): ShuffledPacks {
  const root = mkdtempSync(path.join(tmpdir(), 'thyromap-shuffled-'));
  const fusion = networkOf(pack.manifest, 'fusion');
  const onnx = readFileSync(path.join(pack.folder, fusion.file));
  const packs = SHUFFLED_SHARES.map((share) => {
    const folder = path.join(root, String(share));
    mkdirSync(folder);
    const bytes = shuffleWeights(onnx, share, seed);
    writeFileSync(path.join(folder, fusion.file), bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const { parameters: _parameters, ...network } = fusion;
    const networks = [{ ...network, parameters: {}, sha256, bytes: bytes.length }];
    writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify({ ...pack.manifest, networks }));
    return readPack(folder);
  });
  return { packs, remove: () => rmSync(root, { recursive: true, force: true }) };
}
