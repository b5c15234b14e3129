import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FailureError } from '../../app/failure.ts';
import {
  type NetworkManifest,
  type NetworkRole,
  type PackManifest,
  packManifestSchema,
} from '../../app/pack/manifest.ts';

/** The file side of a model pack: manifest, hashes and cards. Needs no onnxruntime, so every process may use it. */

export type ReadPack = { folder: string; manifest: PackManifest; sha256: string };

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Reads a pack's manifest; `sha256` is that of the manifest file, which holds the hash of every network. */
export function readPack(folder: string): ReadPack {
  let bytes: Buffer;
  try {
    bytes = readFileSync(join(folder, 'manifest.json'));
  } catch (error) {
    throw new FailureError('pack.missing', { folder }, String(error));
  }
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new FailureError('pack.manifestUnreadable', { folder }, String(error));
  }
  const parsed = packManifestSchema.safeParse(json);
  if (!parsed.success)
    throw new FailureError('pack.manifestUnreadable', { folder }, parsed.error.message.slice(0, 4000));
  return { folder, manifest: parsed.data, sha256: sha256(bytes) };
}

/** The description of one network of a pack whose manifest must be the one that the caller read. */
export function readPackAs(folder: string, manifestSha256: string, role: NetworkRole): NetworkManifest {
  const pack = readPack(folder);
  if (pack.sha256 !== manifestSha256)
    throw new FailureError('pack.altered', { file: 'manifest.json', folder });
  const network = pack.manifest.networks.find((one) => one.role === role);
  if (!network) throw new FailureError('pack.networkMissing', { role, pack: pack.manifest.name });
  return network;
}

/** The bytes of one network after its size and hash were compared with the manifest. */
export function readNetwork(folder: string, network: NetworkManifest): Buffer {
  let bytes: Buffer;
  try {
    bytes = readFileSync(join(folder, network.file));
  } catch (error) {
    throw new FailureError('pack.fileMissing', { file: network.file, folder }, String(error));
  }
  if (bytes.length !== network.bytes)
    throw new FailureError(
      'pack.altered',
      { file: network.file, folder },
      `size ${bytes.length} bytes, manifest ${network.bytes}`,
    );
  const hash = sha256(bytes);
  if (hash !== network.sha256)
    throw new FailureError(
      'pack.altered',
      { file: network.file, folder },
      `SHA-256 ${hash}, manifest ${network.sha256}`,
    );
  return bytes;
}

/** The card of each network, by the network's name, and a pack's own card by the pack's; a missing one is a failure. */
export function readCards(pack: ReadPack): Record<string, string> {
  const { manifest, folder } = pack;
  const named = manifest.networks.map(({ name, card }) => ({ name, card }));
  if (manifest.card) named.push({ name: manifest.name, card: manifest.card });
  return Object.fromEntries(
    named.map(({ name, card }) => {
      try {
        return [name, readFileSync(join(folder, card), 'utf8')];
      } catch (error) {
        throw new FailureError('pack.fileMissing', { file: card, folder }, String(error));
      }
    }),
  );
}
