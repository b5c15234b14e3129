import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { zipSync } from 'fflate';
import { afterEach, describe, expect, test } from 'vitest';
import { FailureError } from '../../app/failure.ts';
import { binaryAnswer } from '../../app/opinion/answers.ts';
import type { PackManifestFile } from '../../app/pack/manifest.ts';
import { en } from '../../app/words/en.ts';
import { forkInference } from '../inference/fork.ts';
import { externalDataOnnx, logOnnx, powerOnnx } from '../inference/testing/onnxFile.ts';
import { writeOpinionPack, writeTestPack } from '../inference/testing/testPack.ts';
import { RUNNERS } from '../opinions/registry.ts';
import type { OpinionRunner } from '../opinions/runner.ts';
import { mountSmallDisk, NO_SMALL_DISK } from '../store/testing/smallDisk.ts';
import { importPack } from './importPack.ts';
import { filesSource, folderSource, type PackSource, zipSource } from './packSource.ts';
import { tryPack } from './tryPack.ts';

const clean: string[] = [];
const before = { ...RUNNERS };
afterEach(() => {
  for (const folder of clean.splice(0)) rmSync(folder, { recursive: true, force: true });
  Object.assign(RUNNERS, before);
});
function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'thyromap-import-'));
  clean.push(folder);
  return folder;
}
/** Asks the test packs, whose classifier takes a 4 × 4 picture. */
const meanRunner: OpinionRunner = async (_input, { pack, run }) => {
  const frame = { type: 'float32' as const, data: new Float32Array(16).fill(0.5), dims: [1, 1, 4, 4] };
  const outputs = await run('classifier', { frame });
  return binaryAnswer(pack.manifest, (outputs.logit!.data as Float32Array)[0]!);
};

function machine() {
  RUNNERS.malignancy = meanRunner;
  const shipped = temporary();
  writeTestPack([{ role: 'nodule', onnx: powerOnnx(1) }], 'llnm-1.0.0', shipped, { name: 'llnm' });
  return { shipped, imported: join(temporary(), 'packs') };
}
type Folders = ReturnType<typeof machine>;
const bring = (source: PackSource, folders: Folders) =>
  importPack(source, folders, (pack) => tryPack(pack, forkInference));

/** The files of a good pack, to be spoilt by a test. */
function packFiles(change: Partial<PackManifestFile> = {}): Record<string, Uint8Array> {
  const folder = writeOpinionPack(temporary(), { name: 'st-mary', version: '2.1.0', ...change });
  return Object.fromEntries(
    readdirSync(folder).map((name) => [name, new Uint8Array(readFileSync(join(folder, name)))]),
  );
}
const zipOf = (files: Record<string, Uint8Array>) => Buffer.from(zipSync(files));
const under = (folder: string, files: Record<string, Uint8Array>) =>
  Object.fromEntries(Object.entries(files).map(([name, bytes]) => [`${folder}/${name}`, bytes]));
/** The failure, with the sentence for it there; and nothing of the pack left on the disk. */
async function refusal(make: () => PackSource | Promise<PackSource>, folders: Folders) {
  const thrown = await Promise.resolve()
    .then(make)
    .then((source) => bring(source, folders))
    .then(
      () => null,
      (error: unknown) => error,
    );
  expect(thrown).toBeInstanceOf(FailureError);
  const { failure } = thrown as FailureError;
  expect(Object.keys(en)).toContain(failure.code);
  let left: string[] = [];
  try {
    left = readdirSync(folders.imported);
  } catch {}
  expect(left).toEqual([]);
  return failure;
}

describe('a pack that is as its manifest says', () => {
  test('is installed from a zip with its files on top, after it was tried', async () => {
    const folders = machine();
    const pack = await bring(await zipSource('st-mary.zip', zipOf(packFiles())), folders);
    expect(pack.folder).toBe(join(folders.imported, 'st-mary-2.1.0'));
    expect(readdirSync(pack.folder).sort()).toEqual(['classifier.md', 'classifier.onnx', 'manifest.json']);
    expect(readdirSync(folders.imported)).toEqual(['st-mary-2.1.0']);
  });

  test('is installed from a zip of its folder with what a Mac leaves in it, a folder, and dropped files', async () => {
    const files = { ...packFiles(), 'README.md': new Uint8Array([65]) };
    const litter = {
      '__MACOSX/st-mary/._manifest.json': new Uint8Array([0]),
      'st-mary/.DS_Store': new Uint8Array([0]),
    };
    const zipped = await zipSource('st-mary.zip', zipOf({ ...under('st-mary', files), ...litter }));
    expect(basename((await bring(zipped, machine())).folder)).toBe('st-mary-2.1.0');

    const folder = temporary();
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
    expect(basename((await bring(folderSource(folder), machine())).folder)).toBe('st-mary-2.1.0');

    const dropped = Object.entries(under('st-mary', files)).map(([name, bytes]) => ({ name, bytes }));
    expect(basename((await bring(filesSource(dropped), machine())).folder)).toBe('st-mary-2.1.0');
  });

  test('is told apart from one of the same name and version, and from itself', async () => {
    const folders = machine();
    await bring(await zipSource('a.zip', zipOf(packFiles())), folders);
    await expect(bring(await zipSource('a.zip', zipOf(packFiles())), folders)).rejects.toThrow(
      'packImport.alreadyThere',
    );
    const other = packFiles({ intendedUse: 'another' });
    await expect(bring(await zipSource('a.zip', zipOf(other)), folders)).rejects.toThrow(
      'packImport.sameVersion',
    );
    expect(readdirSync(folders.imported)).toEqual(['st-mary-2.1.0']);
  });
});

describe('an archive that is not what it seems', () => {
  const evil = (path: string) => () =>
    zipSource('x.zip', zipOf({ ...packFiles(), [path]: new Uint8Array([1]) }));

  test.each([
    '../evil.onnx',
    '/etc/evil.onnx',
    'a/../../evil',
    'C:/evil.onnx',
    '..\\evil.onnx',
    'MANIFEST.json',
  ])('is refused when it holds a file named %s', async (path) => {
    expect((await refusal(evil(path), machine())).code).toBe('packImport.badPath');
  });

  test('is refused when a file is a link, in a zip or in a folder', async () => {
    const link = { 'weights.onnx': [new Uint8Array([47, 120]), { os: 3, attrs: 0o120777 << 16 }] as const };
    const zip = Buffer.from(zipSync({ ...packFiles(), ...(link as object) }));
    expect((await refusal(() => zipSource('x.zip', zip), machine())).code).toBe('packImport.badPath');
    const folder = temporary();
    for (const [name, bytes] of Object.entries(packFiles())) writeFileSync(join(folder, name), bytes);
    symlinkSync('/etc/passwd', join(folder, 'card.md'));
    expect(await refusal(() => folderSource(folder), machine())).toMatchObject({
      code: 'packImport.badPath',
      values: { entry: 'card.md' },
    });
  });

  test('is refused before it is unpacked when it declares more than is taken', async () => {
    const zip = declareSize(zipOf(packFiles()), 'classifier.md', 600 * 2 ** 20);
    expect(await refusal(() => zipSource('x.zip', zip), machine())).toMatchObject({
      code: 'packImport.tooLarge',
      values: { megabytes: 601, limit: 512 },
    });
  });

  test('is refused when a file unpacks to more than it declares: a bomb', async () => {
    const files = { ...packFiles(), 'README.md': new Uint8Array(6_000_000) };
    const zip = declareSize(zipOf(files), 'README.md', 10);
    expect((await refusal(() => zipSource('x.zip', zip), machine())).code).toBe('packImport.zipUnreadable');
  });

  test('is refused when it holds too many files, is cut short, or is no archive', async () => {
    const many = Object.fromEntries(Array.from({ length: 120 }, (_, i) => [`f${i}`, new Uint8Array([1])]));
    expect((await refusal(() => zipSource('x.zip', zipOf(many)), machine())).code).toBe('packImport.tooMany');
    const whole = zipOf(packFiles());
    for (const bytes of [whole.subarray(0, whole.length - 30), Buffer.from('a letter'), Buffer.alloc(0)])
      expect((await refusal(() => zipSource('x.zip', bytes), machine())).code).toBe(
        'packImport.zipUnreadable',
      );
  });
});

describe('a pack that is not what its manifest says', () => {
  const zipped = (files: Record<string, Uint8Array>) => () => zipSource('x.zip', zipOf(files));
  const without = (name: string) => {
    const { [name]: _gone, ...rest } = packFiles();
    return rest;
  };

  test('is refused by the name of the file and the reason', async () => {
    const altered = packFiles();
    altered['classifier.onnx']![20]! ^= 1;
    const longer = packFiles();
    longer['classifier.onnx'] = new Uint8Array([...longer['classifier.onnx']!, 0]);
    const text = (words: string) => new TextEncoder().encode(words);
    const cases: [Record<string, Uint8Array>, object][] = [
      [altered, { code: 'packImport.hashWrong', values: { file: 'classifier.onnx' } }],
      [longer, { code: 'packImport.sizeWrong', values: { file: 'classifier.onnx' } }],
      [without('manifest.json'), { code: 'packImport.noManifest' }],
      [without('classifier.onnx'), { code: 'packImport.fileMissing', values: { entry: 'classifier.onnx' } }],
      [without('classifier.md'), { code: 'packImport.fileMissing', values: { entry: 'classifier.md' } }],
      [
        { ...packFiles(), 'run.exe': text('x') },
        { code: 'packImport.unknownFile', values: { entry: 'run.exe' } },
      ],
      [{ 'manifest.json': text('{') }, { code: 'packImport.manifestWrong' }],
      [{ 'manifest.json': text('{"schema":2}') }, { code: 'packImport.manifestWrong' }],
      [packFiles({ notFor: undefined }), { code: 'packImport.manifestWrong' }],
      [packFiles({ name: 'st-mary', version: 'latest' }), { code: 'packImport.badName' }],
      [
        packFiles({ task: 'lateralNeck' }),
        { code: 'packImport.rolesMissing', values: { roles: 'nodule, gland, report, fusion' } },
      ],
    ];
    for (const [files, expected] of cases)
      expect(await refusal(zipped(files), machine())).toMatchObject(expected);
  });

  const networks = (onnx: Uint8Array, change: object = {}) => {
    const folder = join(temporary(), 'odd');
    mkdirSync(folder);
    const made = writeTestPack([{ role: 'classifier', onnx, change }]);
    clean.push(made);
    const good = JSON.parse(new TextDecoder().decode(packFiles()['manifest.json'])) as PackManifestFile;
    const odd = JSON.parse(readFileSync(join(made, 'manifest.json'), 'utf8')) as PackManifestFile;
    for (const name of ['classifier.onnx', 'classifier.md'])
      writeFileSync(join(folder, name), readFileSync(join(made, name)));
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ ...good, networks: odd.networks }));
    return () => folderSource(folder);
  };

  test('is refused when its weights lie outside, it is no network, or it takes something else', async () => {
    expect(await refusal(networks(externalDataOnnx('/etc/hostname')), machine())).toMatchObject({
      code: 'packImport.externalData',
      values: { file: 'classifier.onnx' },
    });
    const letter = networks(Buffer.from('this is a letter, not a network'));
    expect((await refusal(letter, machine())).code).toBe('packImport.notLoadable');
    const wrong = networks(powerOnnx(1), {
      inputs: [{ name: 'frame', type: 'float32', dims: [1, 1, 4, 4], meaning: '' }],
    });
    expect(await refusal(wrong, machine())).toMatchObject({
      code: 'packImport.mismatch',
      values: { file: 'classifier.onnx' },
      detail: expect.stringContaining('before'),
    });
  });

  test('is refused when it loads but cannot answer the example case', async () => {
    expect(await refusal(networks(logOnnx()), machine())).toMatchObject({
      code: 'packImport.trialFailed',
      detail: expect.stringContaining('inference.badInput'),
    });
    const folders = machine();
    RUNNERS.malignancy = async ({ views }, { pack }) => ({
      ...binaryAnswer(pack.manifest, 0),
      probability: views.length * Number.NaN,
    });
    expect(await refusal(zipped(packFiles()), folders)).toMatchObject({
      code: 'packImport.trialFailed',
      detail: expect.stringContaining('pack.badAnswer'),
    });
  });
});

/** Rewrites the uncompressed size that a zip's central directory declares for a file (APPNOTE 4.3.12, offset 24). */
function declareSize(zip: Buffer, name: string, bytes: number): Buffer {
  const changed = Buffer.from(zip);
  for (let at = 0; at < changed.length - 46; at++) {
    if (changed.readUInt32LE(at) !== 0x02014b50) continue;
    const length = changed.readUInt16LE(at + 28);
    if (changed.toString('utf8', at + 46, at + 46 + length) === name) changed.writeUInt32LE(bytes, at + 24);
  }
  return changed;
}

test('a disk that fills up while a pack is copied refuses it by name and leaves nothing of it', async ({
  skip,
}) => {
  const disk = mountSmallDisk(join(temporary(), 'packs'), 1 << 20);
  if (!disk) return skip(NO_SMALL_DISK);
  try {
    disk.fill(300_000);
    const files = { ...packFiles(), 'README.txt': new Uint8Array(600_000).fill(65) };
    const given = Object.entries(files).map(([name, bytes]) => ({ name: `st-mary/${name}`, bytes }));
    const folders = { ...machine(), imported: disk.path };
    await expect(importPack(filesSource(given), folders, async () => {})).rejects.toThrow(
      /^pack\.cannotWrite/,
    );
    disk.empty();
    expect(readdirSync(disk.path)).toEqual([]);
  } finally {
    disk.remove();
  }
});
