import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { hasExternalData } from '../../../main/inference/externalData.ts';
import { externalDataOnnx, powerOnnx } from '../../../main/inference/testing/onnxFile.ts';
import { writeOpinionPack } from '../../../main/inference/testing/testPack.ts';
import { readChoices } from '../../../main/packs/choices.ts';
import { importPack } from '../../../main/packs/importPack.ts';
import { filesSource, zipSource } from '../../../main/packs/packSource.ts';
import { refusedOr, type Target } from '../target.ts';

function packFiles(): Record<string, Uint8Array> {
  const parent = mkdtempSync(join(tmpdir(), 'thyromap-fuzz-'));
  const folder = writeOpinionPack(parent, { name: 'st-mary', version: '2.1.0' });
  const files = readdirSync(folder).map((name) => [name, new Uint8Array(readFileSync(join(folder, name)))]);
  rmSync(parent, { recursive: true });
  return Object.fromEntries(files);
}

/** Folders of a machine on which nothing may be left after a refusal. */
function machine() {
  const root = mkdtempSync(join(tmpdir(), 'thyromap-fuzz-'));
  const folders = { shipped: join(root, 'shipped'), imported: join(root, 'imported') };
  for (const folder of Object.values(folders)) mkdirSync(folder);
  return {
    folders,
    leftBehind: async () => {
      const outside = readdirSync(root).filter((name) => name !== 'shipped' && name !== 'imported');
      const staged = readdirSync(folders.imported).filter((name) => name.startsWith('.'));
      return outside.length + staged.length === 0 ? null : [...outside, ...staged].join(', ');
    },
    close: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** A pack as a zip file. What it does when it runs is tried by the tests of hostile packs. */
export async function packZips(): Promise<Target> {
  const { folders, ...rest } = machine();
  const files = packFiles();
  const inFolder = Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => [`st-mary/${name}`, bytes]),
  );
  return {
    ...rest,
    seeds: [zipSync(files), zipSync(inFolder), zipSync(files, { level: 0 })],
    feed: (bytes) =>
      refusedOr(async () => {
        await importPack(await zipSource('pack.zip', Buffer.from(bytes)), folders, async () => {});
        clear(folders.imported);
      }),
  };
}

/** A pack's manifest among good files. */
export async function manifests(): Promise<Target> {
  const { folders, ...rest } = machine();
  const files = packFiles();
  return {
    ...rest,
    seeds: [files['manifest.json']!],
    feed: (bytes) =>
      refusedOr(async () => {
        const given = Object.entries({ ...files, 'manifest.json': bytes }).map(([name, content]) => ({
          name: `st-mary/${name}`,
          bytes: content,
        }));
        await importPack(filesSource(given), folders, async () => {});
        clear(folders.imported);
      }),
  };
}

/** The walk through a network's file that looks for weights outside it; its plain errors are told by the import. */
export async function networks(): Promise<Target> {
  return {
    seeds: [powerOnnx(3), externalDataOnnx('weights.bin')],
    feed: async (bytes) => {
      try {
        hasExternalData(bytes);
        return 'taken';
      } catch (thrown) {
        if (thrown instanceof Error && /^the ONNX file /.test(thrown.message)) return 'refused';
        throw thrown;
      }
    },
  };
}

/** The file that remembers which packs are on. */
export async function choices(): Promise<Target> {
  const { folders, ...rest } = machine();
  const one = { name: 'st-mary', version: '2.1.0', task: 'malignancy', sha256: 'a'.repeat(64), active: true };
  return {
    ...rest,
    seeds: [
      new TextEncoder().encode(JSON.stringify({ schema: 1, choices: [one, { ...one, active: false }] })),
    ],
    feed: (bytes) =>
      refusedOr(() => {
        writeFileSync(join(folders.imported, 'choices.json'), bytes);
        readChoices(folders.imported);
      }),
  };
}

function clear(folder: string): void {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
}
