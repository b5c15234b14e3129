import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { FailureError } from '../../app/failure.ts';
import { type NetworkManifest, type PackManifest, packManifestSchema } from '../../app/pack/manifest.ts';

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

/** The card of each network, by the network's name; a card that is missing is a pack failure. */
export function readCards(pack: ReadPack): Record<string, string> {
  return Object.fromEntries(
    pack.manifest.networks.map((network) => {
      try {
        return [network.name, readFileSync(join(pack.folder, network.card), 'utf8')];
      } catch (error) {
        throw new FailureError(
          'pack.fileMissing',
          { file: network.card, folder: pack.folder },
          String(error),
        );
      }
    }),
  );
}

/** Every folder with a manifest, newest version first: the first is the active pack. */
export function listPackFolders(packsFolder: string): string[] {
  let names: string[];
  try {
    names = readdirSync(packsFolder);
  } catch {
    return [];
  }
  return names
    .map((name) => join(packsFolder, name))
    .filter((folder) => existsSync(join(folder, 'manifest.json')))
    .sort((a, b) => compareVersions(folderVersion(b), folderVersion(a)) || (a < b ? -1 : 1));
}

/** The folder of the pack in use; throws `pack.missing` where there is none. */
export function activePackFolder(packsFolder: string): string {
  const folder = listPackFolders(packsFolder)[0];
  if (!folder) throw new FailureError('pack.missing', { folder: packsFolder });
  return folder;
}

/** `llnm-1.10.0` → [1, 10, 0]; a folder without a version sorts last. */
function folderVersion(folder: string): number[] {
  const match = /(\d+)\.(\d+)\.(\d+)$/.exec(basename(folder));
  return match ? match.slice(1).map(Number) : [-1];
}

function compareVersions(a: number[], b: number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference) return difference;
  }
  return 0;
}
