import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exampleCases, renderExample } from '../../app/examples/index.ts';
import type { Mask } from '../../app/segmentation/mask.ts';
import { packsFolder } from '../../main/shell/folders.ts';
import { DATASETS } from '../trainingData.ts';
import type { Result } from './result.ts';

/** The command as a person runs it, on small folders made here. */

const root = mkdtempSync(path.join(tmpdir(), 'thyromap-evaluate-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

type Outcome = { code: number; out: string; err: string };

function evaluate(data: string, ...more: string[]): Promise<Outcome> {
  const json = path.join(root, 'out', `${path.basename(data)}.json`);
  const script = path.resolve(import.meta.dirname, '../evaluate.ts');
  const args = [script, '--data', data, '--json', json, '--resamples', '100', ...more];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env: { ...process.env, THYROMAP_DATA: root } }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
  });
}

function folder(name: string, files: Record<string, string | Buffer>): string {
  const at = path.join(root, name);
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(at, file)), { recursive: true });
    writeFileSync(path.join(at, file), content);
  }
  mkdirSync(at, { recursive: true });
  return at;
}

const written = (name: string): { results: Result[]; comparisons: { p: number }[]; figures: string[] } =>
  JSON.parse(readFileSync(path.join(root, 'out', `${name}.json`), 'utf8'));

describe('a table of predictions', () => {
  const rows = Array.from({ length: 60 }, (_, i) => ({
    label: i % 2,
    a: (0.25 + 0.5 * (i % 2) + 0.004 * ((i * 37) % 60)).toFixed(3),
    b: (0.3 + 0.006 * ((i * 53) % 60) + 0.1 * (i % 2)).toFixed(3),
  }));

  test('of two models gives both, their comparison, numbers as JSON and four figures each', async () => {
    const csv = [
      'patient,label,first,second',
      ...rows.map((r, i) => `p${i >> 1},${r.label},${r.a},${r.b}`),
    ].join('\n');
    const { code, out, err } = await evaluate(folder('two', { 'answers.csv': csv }));
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('60 cases in 30 patients or groups');
    expect(out).toContain('DeLong z');
    const { results, comparisons, figures } = written('two');
    expect(results.map((r) => r.model)).toEqual(['first', 'second']);
    expect(comparisons).toHaveLength(1);
    expect(figures).toHaveLength(8);
    const svg = readFileSync(path.join(root, 'out/two-figures', figures[0]!), 'utf8');
    expect(svg).toContain('ROC curve');
    expect((await sharp(Buffer.from(svg)).metadata()).format).toBe('svg');
  });

  test('as a spreadsheet of another country writes it is read too: semicolons, byte order mark, quotes', async () => {
    const csv = `\uFEFF"prediction";"label"\r\n"0.2";"0"\r\n"0.7";"1"\r\n"0.6";"0"\r\n`;
    const { code, err } = await evaluate(folder('semicolons', { 'answers.csv': csv }));
    expect([code, err]).toEqual([0, '']);
    expect(written('semicolons').results[0]!.measures[0]!.value).toBe(1);
  });

  test('with one class only says which figures do not exist', async () => {
    const { code, out } = await evaluate(
      folder('oneClass', { 'answers.csv': 'prediction,label\n0.2,1\n0.7,1\n' }),
    );
    expect(code).toBe(0);
    expect(out).toMatch(/AUC +does not exist/);
    expect(out).toContain('only one class is present');
  });

  test.each([
    [
      'a label that is no label',
      'prediction,label\n0.2,1\n0.4,yes\n',
      'answers.csv, row 3: "yes" in column label is neither 0 nor 1',
    ],
    [
      'a prediction that is no probability',
      'prediction,label\n0.2,1\n14,0\n',
      'answers.csv, row 3: "14" in column prediction is not a number from 0 to 1',
    ],
    [
      'an empty prediction',
      'prediction,label\n0.2,1\n,0\n',
      'answers.csv, row 3: "" in column prediction is not a number from 0 to 1',
    ],
    [
      'a broken table',
      'prediction,label\n"0.2,1\n',
      'answers.csv, row 2: more cells than headings, or a quotation mark that never closes',
    ],
  ])('with %s ends with one line that names it', async (name, csv, line) => {
    const { code, err } = await evaluate(folder(`bad ${name}`, { 'answers.csv': csv }));
    expect(code).toBe(2);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(err).toContain(line);
  });
});

describe('a folder that cannot be evaluated', () => {
  test.each([
    ['that is not there', () => path.join(root, 'nowhere'), 'There is no folder'],
    ['that is a file', () => path.join(folder('file', { 'a.txt': 'x' }), 'a.txt'), 'is a file'],
    [
      'without anything known',
      () => folder('notes', { 'notes.txt': 'x', 'other.csv': 'a,b\n1,2\n' }),
      'Nothing in',
    ],
    [
      'that holds the folders to give',
      () => path.dirname(folder('many/first', { 'a.csv': 'prediction,label\n0.2,1\n' })),
      'Give one of the folders in it: first',
    ],
    ['with no picture', () => folder('noPicture', { 'images/readme.txt': 'x' }), 'holds no picture'],
    [
      'whose table names a missing picture',
      () => folder('missing', { 'images/a.png': 'x', 'labels.csv': 'file,malignant\nb.png,1\n' }),
      'there is no picture b.png',
    ],
    [
      'with a picture that is none',
      () => folder('broken', { 'images/a.png': 'no picture', 'labels.csv': 'file,malignant\na.png,1\n' }),
      'a.png',
    ],
  ])('%s ends with one line and code 2', async (_, make, line) => {
    const { code, err, out } = await evaluate(make());
    expect(code).toBe(2);
    expect(err).toContain(line);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(out).toBe('');
  });

  test('without --data asks for it', async () => {
    const script = path.resolve(import.meta.dirname, '../evaluate.ts');
    const outcome = await new Promise<Outcome>((resolve) => {
      execFile(process.execPath, [script], (error, out, err) =>
        resolve({ code: Number(error?.code ?? 0), out, err }),
      );
    });
    expect([outcome.code, outcome.err.trim()]).toEqual([
      2,
      'Which folder? npm run evaluate -- --data FOLDER',
    ]);
  });
});

describe('a hospital’s own pictures', () => {
  let at: string;
  beforeAll(async () => {
    const files: Record<string, Buffer | string> = {};
    const lines = ['file,patient,malignant,xmin,ymin,xmax,ymax'];
    for (const [i, example] of exampleCases().slice(0, 3).entries()) {
      const { frame, truth } = renderExample(example)[0]!;
      const { width, height } = frame;
      const grey = { raw: { width, height, channels: 1 as const } };
      files[`images/${i}.png`] = await sharp(frame.pixels, grey).png().toBuffer();
      const png = (mask: Mask) =>
        sharp(
          mask.data.map((v) => v * 255),
          grey,
        )
          .png()
          .toBuffer();
      const nodule = truth.nodules[0]!;
      files[`nodules/${i}.png`] = await png(nodule);
      files[`glands/${i}.png`] = await png(truth.gland);
      const xs = [...nodule.data.keys()].filter((k) => nodule.data[k]).map((k) => k % width);
      const ys = [...nodule.data.keys()].filter((k) => nodule.data[k]).map((k) => Math.floor(k / width));
      const share = (values: number[], size: number) => [
        Math.min(...values) / size,
        (Math.max(...values) + 1) / size,
      ];
      const [[x0, x1], [y0, y1]] = [share(xs, width), share(ys, height)];
      lines.push(`${i}.png,p${i},${i % 2},${x0},${y0},${x1},${y1}`);
    }
    files['labels.csv'] = lines.join('\n');
    at = folder('own', files);
  }, 60_000);

  test('with boxes and outlines are measured through the product’s own networks', async () => {
    const { code, out, err } = await evaluate(at);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('Nodule boxes · llnm');
    const { results } = written('own');
    const value = (task: string, name: string) =>
      results.find((r) => r.task === task)!.measures.find((m) => m.name === name)!.value;
    expect(value('boxes', 'nodule found (best box, IoU ≥ 0.5)')).toBeGreaterThanOrEqual(2 / 3);
    expect(value('noduleMasks', 'Dice, mean')).toBeGreaterThan(0.6);
    const [dice, iou] = [value('glandMasks', 'Dice, mean'), value('glandMasks', 'IoU, mean')];
    expect(iou).toBeGreaterThan(0);
    expect(iou).toBeLessThan(dice);
  }, 120_000);

  test('with a mask of another size are refused, naming it', async () => {
    const small = await sharp(Buffer.alloc(64 * 64), { raw: { width: 64, height: 64, channels: 1 } })
      .png()
      .toBuffer();
    const wrong = folder('wrongSize', {
      'images/0.png': readFileSync(path.join(at, 'images/0.png')),
      'masks/0.png': small,
    });
    const { code, err } = await evaluate(wrong);
    expect(code).toBe(2);
    expect(err).toContain('a mask must have its picture');
  }, 60_000);
});

describe('whole cases', () => {
  test('with the outcome of the lateral neck go through the whole pipeline, beside the clinical facts', async () => {
    const files: Record<string, Buffer | string> = {};
    const lines = [
      'label,patient,transverse,longitudinal,report,age,sex,side,spacing,lateral_node_metastasis',
    ];
    for (const [i, example] of exampleCases().slice(0, 3).entries()) {
      const views = renderExample(example);
      const names = [];
      for (const { kind, frame } of views) {
        const name = `${i}-${kind}.png`;
        const raw = { width: frame.width, height: frame.height, channels: 1 as const };
        files[name] = await sharp(frame.pixels, { raw }).png().toBuffer();
        names.push(name);
      }
      const { ageYears, sex, side, report } = example.facts;
      const { spacingMmPerPx } = views[0]!.frame;
      const outcome = i === 2 ? '' : String(i % 2);
      lines.push(
        `case ${i},p${i},${names[0]},${names[1] ?? ''},"${report.replaceAll('"', '')}",${ageYears ?? ''},${sex ?? ''},${side ?? ''},${spacingMmPerPx ?? ''},${outcome}`,
      );
    }
    const at = folder('wholeCases', { ...files, 'cases.csv': lines.join('\n') });
    const { code, out, err } = await evaluate(at);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('Lateral neck, whole case · llnm');
    expect(out).toContain('trained on simulated labels');
    const { results, comparisons } = written('wholeCases');
    expect(results.map((r) => r.task)).toEqual(['lateralNeck', 'clinical']);
    expect(results[0]!.cases).toBeGreaterThan(0);
    expect(comparisons).toHaveLength(1);
    const twice = folder('twice', { ...files, 'cases.csv': [...lines, lines[1]].join('\n') });
    expect((await evaluate(twice)).err).toContain('stands there twice');
  }, 180_000);
});

describe('patients', () => {
  test('of a hospital’s own table are asked of the clinical pack; rows without an outcome are counted', async () => {
    const lines = Array.from({ length: 40 }, (_, i) => {
      const lateral = i === 39 ? '' : i % 4 === 0 ? '1' : '0';
      return `${i},${25 + i},${i % 3 ? 'F' : 'M'},${(0.5 + (i % 4 === 0 ? 3 : 0.05 * i)).toFixed(2)},${i % 4 === 0 ? 1 : 0},${lateral}`;
    });
    const csv = ['patient,age_years,sex,size_cm,multifocal,lateral_node_metastasis', ...lines].join('\n');
    const { code, out, err } = await evaluate(folder('patients', { 'patients.csv': csv }));
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('1 rows without lateral_node_metastasis were left out');
    const [result] = written('patients').results;
    expect(result!.task).toBe('clinical');
    expect(result!.cases).toBe(39);
    expect(result!.measures[0]!.value).toBeGreaterThan(0.9);
  });

  test('can be asked of one pack that is not in use; a folder without packs is named', async () => {
    const csv = 'age_years,sex,lateral_node_metastasis\n30,F,0\n60,M,1\n50,F,0\n70,M,1\n';
    const at = folder('few', { 'patients.csv': csv });
    const one = await evaluate(at, '--packs', path.join(packsFolder(), 'clinical-1.0.0'));
    expect([one.code, one.err]).toEqual([0, '']);
    expect(written('few').results.map((r) => r.model)).toEqual(['clinical 1.0.0']);
    const none = await evaluate(at, '--packs', at);
    expect([none.code, none.err.trim()]).toEqual([2, `There is no model pack in ${at}`]);
  });

  const absent = !existsSync(DATASETS);
  test.skipIf(absent)(
    'that the pack was fitted on are said to be so (skipped without ../shared)',
    async () => {
      const { code, out } = await evaluate(path.join(DATASETS, 'clinical'));
      expect(code).toBe(0);
      expect(out).toContain('the shipped pack was fitted on these patients (TCGA-THCA)');
      expect(readdirSync(path.join(root, 'out')).includes('clinical.json')).toBe(true);
    },
  );
});
