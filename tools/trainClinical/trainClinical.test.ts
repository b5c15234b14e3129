import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { clinicalModelSchema, estimate } from '../../app/clinical/model.ts';
import { seededRandom } from '../../app/morphology/random.ts';
import { readPack } from '../../main/inference/packFiles.ts';
import { packsFolder } from '../../main/shell/folders.ts';
import { DATASETS } from '../trainingData.ts';
import { FOLDS, foldsOf } from './crossValidate.ts';

/** The command that fits the clinical model, as a hospital runs it. */

const root = mkdtempSync(path.join(tmpdir(), 'thyromap-clinical-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function train(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const script = path.resolve(import.meta.dirname, '../trainClinical.ts');
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
  });
}

/** Patients whose lateral neck truly follows size. */
function ownTable(count: number): string {
  const random = seededRandom(4);
  const lines = Array.from({ length: count }, (_, i) => {
    const size = 0.5 + 4 * random();
    const lateral = random() < size / 6 ? 1 : 0;
    return `${i},${Math.round(20 + 50 * random())},${random() < 0.3 ? 'M' : 'F'},${size.toFixed(1)},0,papillary,${lateral}`;
  });
  const file = path.join(root, `own${count}.csv`);
  const head = 'patient,age_years,sex,size_cm,multifocal,histology,lateral_node_metastasis';
  writeFileSync(file, [head, ...lines].join('\n'));
  return file;
}

describe('npm run train:clinical', () => {
  test('fits a hospital’s own table and writes a pack that can be read and asked', async () => {
    const out = path.join(root, 'pack');
    const { code, err, out: printed } = await train('--data', ownTable(300), '--out', out);
    expect([code, err]).toEqual([0, '']);
    expect(printed).toContain('cross-validated');
    const pack = readPack(out);
    expect(pack.manifest.name).toBe('clinical-own');
    expect(pack.manifest.licence).toBe('as the clinic decides');
    const model = clinicalModelSchema.parse(pack.manifest.parameters);
    const patient = { ageYears: 40, sex: 'F', multifocal: false, histology: 'papillary' } as const;
    const at = (sizeCm: number) => estimate(model, { ...patient, sizeCm }).logit;
    expect(at(4)).toBeGreaterThan(at(1) + 0.5);
    expect(readFileSync(path.join(out, 'clinical.md'), 'utf8')).toContain('odds ratio');
  }, 60_000);

  test('refuses too few metastases, and a table that is not there, with one line', async () => {
    const few = await train('--data', ownTable(30), '--out', path.join(root, 'few'));
    expect(few.code).toBe(2);
    expect(few.err).toContain('at least 20 with and 20 without are needed');
    expect(existsSync(path.join(root, 'few'))).toBe(false);
    const none = await train('--data', path.join(root, 'none.csv'));
    expect([none.code, none.err.trim().split('\n').length]).toEqual([2, 1]);
  });

  test('deals patients into folds with their outcomes evenly spread', () => {
    const patients = Array.from({ length: 200 }, (_, i) => ({
      lateral: (i % 4 === 0 ? 1 : 0) as 0 | 1,
      source: i < 120 ? 'a' : 'b',
    }));
    const folds = foldsOf(patients);
    const perFold = Array.from({ length: FOLDS }, (_, f) => patients.filter((_, i) => folds[i] === f));
    for (const members of perFold) {
      expect(members).toHaveLength(20);
      expect(members.filter((p) => p.lateral)).toHaveLength(5);
    }
    expect(foldsOf(patients)).toEqual(folds);
  });

  const absent = !existsSync(DATASETS);
  test.skipIf(absent)(
    'gives the shipped pack again, figures included (skipped without ../shared)',
    async () => {
      const out = path.join(root, 'again');
      const { code } = await train('--out', out);
      expect(code).toBe(0);
      const shipped = path.join(packsFolder(), 'clinical-1.0.0');
      for (const name of ['manifest.json', 'clinical.md'])
        expect(readFileSync(path.join(out, name), 'utf8')).toBe(
          readFileSync(path.join(shipped, name), 'utf8'),
        );
      const external = readPack(shipped).manifest.metrics!.filter((m) => m.on.includes('→'));
      expect(external.map((m) => m.on)).toEqual(['TCGA → UCI', 'UCI → TCGA']);
      // The aim of issue 3, both ways; the lower ends of the intervals are above chance.
      for (const { value, interval } of external) {
        expect(value).toBeGreaterThan(0.7);
        expect(interval![0]).toBeGreaterThan(0.6);
      }
    },
  );
});
