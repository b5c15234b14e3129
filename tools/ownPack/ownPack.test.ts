import { execFile, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { seededRandom } from '../../app/morphology/random.ts';
import { packManifestSchema } from '../../app/pack/manifest.ts';
import { forkInference } from '../../main/inference/fork.ts';
import { importPack } from '../../main/packs/importPack.ts';
import { zipSource } from '../../main/packs/packSource.ts';
import { tryPack } from '../../main/packs/tryPack.ts';
import { packsFolder } from '../../main/shell/folders.ts';
import { plattTargets } from './malignancyPack.ts';
import { isAside, type OwnCase, orderedByPatient } from './ownCases.ts';

/** docs/own-model-pack.md, followed for real. */

const root = mkdtempSync(path.join(tmpdir(), 'thyromap-own-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function tool(script: string, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const file = path.resolve(import.meta.dirname, '..', script);
  return new Promise((resolve) => {
    // At the priority of the test itself: run.sh's low one would make it wait on a busy machine.
    const env = { ...process.env, THYROMAP_PYTHON: '/usr/bin/python3' };
    execFile(process.execPath, [file, ...args], { env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
  });
}

/** Drawn pictures of 60 patients, four each: malignant nodules are dark with bright specks. */
async function ownPictures(count: number): Promise<string> {
  const folder = path.join(root, `own${count}`);
  mkdirSync(path.join(folder, 'images'), { recursive: true });
  const random = seededRandom(5);
  const lines = ['file,patient,xmin,ymin,xmax,ymax,malignant'];
  for (let i = 0; i < count; i++) {
    const malignant = i % 2;
    const [width, height, x, y, rx, ry] = [200, 150, 90 + 20 * random(), 70 + 10 * random(), 30, 24];
    const pixels = Buffer.alloc(width * height).map((_, at) => {
      const [dx, dy] = [((at % width) - x) / rx, (Math.floor(at / width) - y) / ry];
      const inside = dx * dx + dy * dy <= 1;
      const speck = inside && malignant && random() < 0.06;
      const mean = speck ? 230 : inside ? (malignant ? 45 : 100) : 125;
      return Math.min(255, mean * (0.6 + 0.8 * random()));
    });
    await sharp(pixels, { raw: { width, height, channels: 1 } })
      .png()
      .toFile(path.join(folder, 'images', `${i}.png`));
    const box = [(x - rx) / width, (y - ry) / height, (x + rx) / width, (y + ry) / height];
    lines.push([`${i}.png`, `p${Math.floor(i / 4)}`, ...box.map((one) => one.toFixed(4)), malignant].join());
  }
  writeFileSync(path.join(folder, 'labels.csv'), lines.join('\n'));
  return folder;
}

const PYTHON = spawnSync('/usr/bin/python3', ['-c', 'import torch, onnx, numpy']).status === 0;

describe('a hospital’s own malignancy pack', () => {
  test.skipIf(!PYTHON)(
    'is trained, calibrated on patients kept aside, checked, and imported (needs PyTorch: see models/training/README.md)',
    async () => {
      const out = path.join(root, 'st-mary');
      const small = ['--size', '64', '--width', '0.125', '--images', '1200', '--threads', '1'];
      const data = await ownPictures(240);
      const {
        code,
        out: printed,
        err,
      } = await tool(
        'trainMalignancy.ts',
        '--data',
        data,
        '--out',
        out,
        '--name',
        'st-mary',
        '--system',
        'St Mary',
        ...small,
      );
      expect(err, printed).not.toMatch(/Error|better than chance/);
      expect(code, err).toBe(0);
      expect(printed).toContain('st-mary 1.0.0: every check of the Models screen passed');
      const manifest = packManifestSchema.parse(
        JSON.parse(readFileSync(path.join(out, 'manifest.json'), 'utf8')),
      );
      expect(manifest).toMatchObject({
        task: 'malignancy',
        system: 'St Mary',
        calibration: { method: 'platt' },
      });
      expect(manifest.networks[0]!.metrics[0]!.on).toMatch(/^24 pictures of patients kept aside/);
      const imported = path.join(root, 'data', 'packs');
      const source = await zipSource('st-mary.zip', readFileSync(`${out}.zip`));
      const pack = await importPack(source, { shipped: packsFolder(), imported }, (staged) =>
        tryPack(staged, forkInference),
      );
      expect(readdirSync(pack.folder).sort()).toEqual(['classifier.md', 'classifier.onnx', 'manifest.json']);
    },
    240_000,
  );

  test('is not made from too few pictures or a table with a mistake, which is named in one line', async () => {
    const data = await ownPictures(40);
    const given = ['--out', path.join(root, 'none'), '--name', 'few'];
    const few = await tool('trainMalignancy.ts', '--data', data, ...given);
    expect(few).toMatchObject({ code: 2, err: expect.stringContaining('at least 100 of each are needed') });
    const table = path.join(data, 'labels.csv');
    writeFileSync(table, readFileSync(table, 'utf8').replace(/,1\n/, ',yes\n'));
    const wrong = await tool('trainMalignancy.ts', '--data', data, ...given);
    expect(wrong.err).toBe('labels.csv, 1: "yes" in column malignant is neither 0 nor 1\n');
  });
});

test('no patient is both trained on and kept aside', () => {
  const cases = Array.from({ length: 500 }, (_, i) => ({ patient: `p${Math.floor(i / 3)}` }) as OwnCase);
  const ordered = orderedByPatient(cases);
  const aside = new Set(ordered.filter((_, i) => isAside(i)).map((one) => one.patient));
  const rest = new Set(ordered.filter((_, i) => !isAside(i)).map((one) => one.patient));
  expect([...aside].filter((patient) => rest.has(patient))).toEqual([]);
  expect(ordered.length).toBeGreaterThan(480);
  expect(aside.size).toBeGreaterThan(10);
});

test('targets of a calibration are never certain', () => {
  // Two positives and three negatives: (2 + 1) / (2 + 2) and 1 / (3 + 2).
  expect(plattTargets([1, 0, 1, 0, 0])).toEqual([0.75, 0.2, 0.75, 0.2, 0.2]);
});

describe('pack:check', () => {
  const shipped = () => readdirSync(packsFolder()).find((name) => name.startsWith('clinical-'))!;

  test('fills in what only the finished files say, checks like the Models screen and makes the zip', async () => {
    const line = path.join(root, 'line');
    cpSync(path.join(packsFolder(), 'llnm-1.0.0'), line, { recursive: true });
    const file = path.join(line, 'manifest.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8'));
    for (const network of manifest.networks) {
      delete network.bytes;
      delete network.sha256;
      if (network.role === 'gland') delete network.inputs;
    }
    writeFileSync(file, JSON.stringify({ ...manifest, name: 'own-line' }));
    const zip = path.join(root, 'line.zip');
    const done = await tool('packCheck.ts', line, '--zip', zip);
    expect(done.err).toBe('');
    expect(done.out).toContain('own-line 1.0.0: every check of the Models screen passed');
    expect((await zipSource('line.zip', readFileSync(zip))).files.length).toBe(readdirSync(line).length);
  });

  test('says in one line what is wrong', async () => {
    const own = path.join(root, 'own-clinical');
    cpSync(path.join(packsFolder(), shipped()), own, { recursive: true });
    writeFileSync(path.join(own, 'notes.txt'), 'x');
    const refused = await tool('packCheck.ts', own);
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain('own-clinical holds notes.txt, which its manifest does not name.');
  });
});
