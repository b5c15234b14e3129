import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { FailureError } from '../../app/failure.ts';
import { binaryAnswer } from '../../app/opinion/answers.ts';
import type { PackManifestFile } from '../../app/pack/manifest.ts';
import { RUNNERS } from '../opinions/registry.ts';
import { importPack } from '../packs/importPack.ts';
import { folderSource } from '../packs/packSource.ts';
import { tryPack } from '../packs/tryPack.ts';
import { entryOptions } from '../shell/entries.ts';
import { forkInference } from './fork.ts';
import { hungryOnnx } from './testing/onnxFile.ts';
import { writeOpinionPack, writeTestPack } from './testing/testPack.ts';

const LIMIT_MB = 700;
const folders: string[] = [];
const before = { ...RUNNERS };
afterEach(() => {
  Object.assign(RUNNERS, before);
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'thyromap-memory-'));
  folders.push(folder);
  return folder;
}

describe('a process that takes memory without end', () => {
  test('is ended by its own watch, though it never returns to its event loop', async () => {
    const file = join(import.meta.dirname, 'testing', 'allocate.ts');
    const child = fork(file, [String(LIMIT_MB * 2 ** 20)], { execArgv: entryOptions(file), stdio: 'ignore' });
    const [code, signal] = await once(child, 'exit');
    expect([code, signal]).toEqual([null, 'SIGKILL']);
  });
});

describe('a model that asks for more memory than there is', () => {
  test('ends its own process at the limit and is refused; nothing of it stays', async () => {
    const made = writeTestPack([{ role: 'classifier', onnx: hungryOnnx(40_000) }]);
    const shell = temporary();
    const good = writeOpinionPack(shell, { name: 'hungry', version: '1.0.0' });
    const network = (JSON.parse(readFileSync(join(made, 'manifest.json'), 'utf8')) as PackManifestFile)
      .networks;
    const manifest = JSON.parse(readFileSync(join(good, 'manifest.json'), 'utf8')) as PackManifestFile;
    for (const name of ['classifier.onnx', 'classifier.md'])
      writeFileSync(join(good, name), readFileSync(join(made, name)));
    writeFileSync(join(good, 'manifest.json'), JSON.stringify({ ...manifest, networks: network }));
    rmSync(made, { recursive: true });
    const imported = temporary();
    RUNNERS.malignancy = async (_input, { pack, run }) => {
      await run('classifier', { before: { type: 'float32', data: new Float32Array(4), dims: [2, 2] } });
      return binaryAnswer(pack.manifest, 0);
    };

    process.env.THYROMAP_INFERENCE_MEMORY_MB = String(LIMIT_MB);
    try {
      const thrown = await importPack(folderSource(good), { shipped: temporary(), imported }, (pack) =>
        tryPack(pack, forkInference),
      ).catch((error: unknown) => error);
      expect(thrown).toBeInstanceOf(FailureError);
      expect((thrown as FailureError).failure).toMatchObject({ code: 'packImport.crashes' });
    } finally {
      delete process.env.THYROMAP_INFERENCE_MEMORY_MB;
    }
    expect(readdirSync(imported)).toEqual([]);
  });
});
