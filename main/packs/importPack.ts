import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FailureError } from '../../app/failure.ts';
import { type PackManifest, packManifestSchema } from '../../app/pack/manifest.ts';
import { hasExternalData } from '../inference/externalData.ts';
import { type ReadPack, readPack } from '../inference/packFiles.ts';
import { installedPacks } from './installed.ts';
import type { PackFolders } from './packFolders.ts';
import type { PackSource, SourceFile } from './packSource.ts';

/** What a pack may hold beside what its manifest names. */
const ALLOWED_EXTRAS = ['LICENSE', 'LICENSE.txt', 'LICENSE.md', 'NOTICE', 'README.md', 'README.txt'];
const MANIFEST_BYTES_MAX = 2 * 2 ** 20;
/** Cards, vocabularies, licences. */
const TEXT_BYTES_MAX = 8 * 2 ** 20;
const MAIN_LINE_ROLES = ['nodule', 'gland', 'report', 'fusion'] as const;
/** Staging folders begin so; no listing takes them for packs. */
const STAGING = '.incoming-';
const STAGING_STALE_MS = 24 * 3600 * 1000;

/**
 * Brings a hospital's own pack into the data folder. Everything is checked before anything counts as installed:
 * names, sizes, hashes, weights outside their file, and (in `tryOut`) that each network takes and gives what is
 * described and answers an example. Then the folder is moved to its place in one step. It is not switched on.
 * @param tryOut loads and runs the staged pack; throws what is wrong with it
 * @returns the installed pack
 * @throws FailureError `packImport.…`, naming the file and the reason; nothing is left behind
 */
export async function importPack(
  source: PackSource,
  folders: PackFolders & { imported: string },
  tryOut: (pack: ReadPack) => Promise<void>,
): Promise<ReadPack> {
  sweep(folders.imported);
  const staged = join(folders.imported, `${STAGING}${randomUUID()}`);
  try {
    const { manifest, sha256, files } = await readManifest(source);
    checkName(manifest);
    checkNew(manifest, sha256, folders);
    checkRoles(source, manifest);
    const wanted = wantedFiles(source, manifest, files);
    makeFolder(staged);
    for (const file of wanted) write(staged, file.name, await checkedBytes(file));
    const pack = readPack(staged);
    await tryOut(pack);
    const place = join(folders.imported, `${manifest.name}-${manifest.version}`);
    move(staged, place);
    return { ...pack, folder: place };
  } finally {
    source.close();
    rmSync(staged, { recursive: true, force: true });
  }
}

type Found = { manifest: PackManifest; sha256: string; files: Map<string, SourceFile> };

/** The manifest, and the files beside it by their plain names. */
async function readManifest(source: PackSource): Promise<Found> {
  const manifests = source.files.filter((file) => /(^|\/)manifest\.json$/.test(file.path));
  if (manifests.length !== 1) throw new FailureError('packImport.noManifest', { file: source.name });
  const [found] = manifests;
  const beside = found!.path.slice(0, -'manifest.json'.length);
  const files = new Map<string, SourceFile>();
  for (const file of source.files) {
    const name = file.path.slice(beside.length);
    if (!file.path.startsWith(beside) || name.includes('/'))
      throw new FailureError('packImport.unknownFile', { file: source.name, entry: file.path });
    files.set(name, file);
  }
  const bytes = await readAtMost(found!, MANIFEST_BYTES_MAX);
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new FailureError('packImport.manifestWrong', {
      file: source.name,
      reason: String(error).slice(0, 200),
    });
  }
  const parsed = packManifestSchema.safeParse(json);
  if (!parsed.success) {
    const reason = parsed.error.issues
      .slice(0, 3)
      .map((issue) => `${issue.path.join('.') || 'manifest'}: ${issue.message}`)
      .join('; ');
    throw new FailureError(
      'packImport.manifestWrong',
      { file: source.name, reason: reason.slice(0, 300) },
      parsed.error.message.slice(0, 4000),
    );
  }
  return { manifest: parsed.data, sha256: hashOf(bytes), files };
}

/** Name and version become a folder's name on every operating system. */
function checkName({ name, version }: PackManifest): void {
  if (!/^[a-z0-9][a-z0-9-]{0,50}$/.test(name) || !/^\d{1,5}\.\d{1,5}\.\d{1,5}$/.test(version))
    throw new FailureError('packImport.badName', { pack: `${name} ${version}`.slice(0, 100) });
}

function checkNew(manifest: PackManifest, sha256: string, folders: PackFolders): void {
  const pack = `${manifest.name} ${manifest.version}`;
  for (const { pack: known } of installedPacks(folders)) {
    if (!known) continue;
    if (known.sha256 === sha256) throw new FailureError('packImport.alreadyThere', { pack });
    if (known.manifest.name === manifest.name && known.manifest.version === manifest.version)
      throw new FailureError('packImport.sameVersion', { pack });
  }
}

function checkRoles(source: PackSource, { task, networks, parameters }: PackManifest): void {
  const roles = networks.map((network) => network.role);
  const wanted = task === 'lateralNeck' ? MAIN_LINE_ROLES : parameters ? [] : (['classifier'] as const);
  const missing = wanted.filter((role) => !roles.includes(role));
  if (missing.length > 0)
    throw new FailureError('packImport.rolesMissing', { file: source.name, roles: missing.join(', ') });
}

type WantedFile = {
  name: string;
  file: SourceFile;
  bytesMax: number;
  /** Exact size, hash and kind where the manifest tells them. */
  bytes?: number;
  sha256?: string;
  onnx?: boolean;
};

/** Every file that the manifest names, each once; a file that nobody named is refused. */
function wantedFiles(
  source: PackSource,
  manifest: PackManifest,
  files: ReadonlyMap<string, SourceFile>,
): WantedFile[] {
  const wanted = new Map<string, WantedFile>();
  const want = (name: string, more: Partial<WantedFile> = {}): void => {
    const file = files.get(name);
    if (!file) throw new FailureError('packImport.fileMissing', { file: source.name, entry: name });
    wanted.set(name, { name, file, bytesMax: TEXT_BYTES_MAX, ...wanted.get(name), ...more });
  };
  want('manifest.json');
  for (const network of manifest.networks) {
    const { file, bytes, sha256, card, parameters } = network;
    want(file, { bytes, sha256, bytesMax: bytes, onnx: true });
    want(card);
    const { vocabulary, vocabularySha256 } = parameters;
    if (typeof vocabulary === 'string') want(vocabulary, { sha256: String(vocabularySha256) });
  }
  if (manifest.card) want(manifest.card);
  for (const name of files.keys()) {
    if (wanted.has(name)) continue;
    if (!ALLOWED_EXTRAS.includes(name))
      throw new FailureError('packImport.unknownFile', { file: source.name, entry: name });
    want(name);
  }
  return [...wanted.values()];
}

async function checkedBytes({ name, file, bytesMax, bytes, sha256, onnx }: WantedFile): Promise<Uint8Array> {
  if (bytes !== undefined && file.bytes !== bytes)
    throw new FailureError('packImport.sizeWrong', { file: name, bytes: file.bytes, expected: bytes });
  const content = await readAtMost(file, bytesMax);
  if (sha256 !== undefined) {
    const hash = hashOf(content);
    if (hash !== sha256)
      throw new FailureError('packImport.hashWrong', { file: name }, `SHA-256 ${hash}, manifest ${sha256}`);
  }
  if (onnx) checkWeights(name, content);
  return content;
}

function checkWeights(name: string, content: Uint8Array): void {
  let outside: boolean;
  try {
    outside = hasExternalData(content);
  } catch (error) {
    throw new FailureError('packImport.notLoadable', { file: name }, String(error));
  }
  if (outside) throw new FailureError('packImport.externalData', { file: name });
}

async function readAtMost(file: SourceFile, bytesMax: number): Promise<Uint8Array> {
  if (file.bytes > bytesMax)
    throw new FailureError('packImport.tooLarge', {
      file: file.path,
      megabytes: Math.ceil(file.bytes / 2 ** 20),
      limit: Math.ceil(bytesMax / 2 ** 20),
    });
  return await file.read();
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new FailureError('pack.cannotWrite', { folder }, String(error));
  }
}

function write(folder: string, name: string, bytes: Uint8Array): void {
  try {
    writeFileSync(join(folder, name), bytes, { flag: 'wx', mode: 0o644, flush: true });
  } catch (error) {
    throw new FailureError('pack.cannotWrite', { folder }, String(error));
  }
}

function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    throw new FailureError('pack.cannotWrite', { folder: to }, String(error));
  }
}

/** What an import left that was ended by a power cut; a fresh one may be another window's. */
function sweep(imported: string): void {
  let names: string[];
  try {
    names = readdirSync(imported);
  } catch {
    return;
  }
  for (const name of names.filter((one) => one.startsWith(STAGING))) {
    const folder = join(imported, name);
    if (Date.now() - statSync(folder).mtimeMs > STAGING_STALE_MS)
      rmSync(folder, { recursive: true, force: true });
  }
}
