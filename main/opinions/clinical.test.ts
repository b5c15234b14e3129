import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { opinionAnswerSchema } from '../../app/opinion/opinion.ts';
import { emptyMask } from '../../app/segmentation/mask.ts';
import { readPack } from '../inference/packFiles.ts';
import type { SegmentedView } from '../pipeline/segmentView.ts';
import { packsFolder } from '../shell/folders.ts';
import { clinicalRunner } from './clinical.ts';
import type { OpinionCase } from './runner.ts';

/** The shipped pack, asked as an assessment asks it. */

const pack = readPack(join(packsFolder(), 'clinical-1.0.0'));
const tools = { pack, run: () => Promise.reject(new Error('it has no network')) };
const facts: OpinionCase['facts'] = { ageYears: 43, sex: 'F', side: 'left', pole: null, report: '' };

/** A view with a square nodule of that many pixels and so many certain detections. */
function view(sidePx: number, spacingMmPerPx: number | null, found = 1, untypical = false): SegmentedView {
  const nodule = emptyMask(400, 400);
  for (let y = 0; y < sidePx; y++) nodule.data.fill(1, y * 400, y * 400 + sidePx);
  const detection = { box: { x: 0, y: 0, width: sidePx, height: sidePx }, score: 0.9, mask: nodule };
  return {
    prepared: {
      frame: { width: 400, height: 400, pixels: new Uint8Array(), spacingMmPerPx },
      view: { colour: false },
    },
    nodules: new Array(found).fill(detection),
    nodule,
    certainScore: 0.5,
    untypical,
  } as unknown as SegmentedView;
}

async function ask(views: SegmentedView[], change: Partial<OpinionCase['facts']> = {}) {
  const said = await clinicalRunner({ facts: { ...facts, ...change }, views, cytology: [] }, tools);
  if ('notGiven' in said) return said;
  return opinionAnswerSchema.parse(said);
}
async function answer(views: SegmentedView[], change: Partial<OpinionCase['facts']> = {}) {
  const said = await ask(views, change);
  if ('notGiven' in said) throw new Error(said.notGiven);
  return said;
}

describe('the clinical-only opinion', () => {
  test('rises with size, for a man, and where several nodules are seen', async () => {
    // A diagonal of 100 √2 px: 1.4 cm at 0.1 mm, 4.2 cm at 0.3 mm.
    const small = await answer([view(100, 0.1)]);
    expect((await answer([view(100, 0.3)])).probability).toBeGreaterThan(small.probability);
    expect((await answer([view(100, 0.1)], { sex: 'M' })).probability).toBeGreaterThan(small.probability);
    expect((await answer([view(100, 0.1, 2)])).probability).toBeGreaterThan(small.probability);
  });

  test('says of every fact what it did, or that it is not known', async () => {
    const { rows } = await answer([view(100, 0.1)]);
    expect(rows.map((row) => row.label.en)).toEqual([
      'Age',
      'Sex',
      'Diameter (outline)',
      'Focality',
      'Growth pattern',
      'Average of its patients',
      'This patient at that average, 21%',
    ]);
    expect(rows[2]!.value.en).toMatch(/^1\.4 cm · odds × 0\.\d\d$/);
    expect(rows[3]!.value.en).toContain('not known');
    expect(rows[5]!.value.en).toBe('21%');
  });

  test('speaks at the prevalence that the estimate beside it assumes, and tells its own beside it', async () => {
    const own = await answer([view(100, 0.1)]);
    const said = await clinicalRunner(
      { facts, views: [view(100, 0.1)], cytology: [], prevalence: 0.52 },
      tools,
    );
    if ('notGiven' in said) throw new Error(said.notGiven);
    // Bayes by hand: odds × (0.52 / 0.48) ÷ (133 / 498), the metastases and the others among its patients.
    const moved = (p: number) => {
      const odds = (p / (1 - p)) * (0.52 / 0.48 / (133 / 498));
      return odds / (1 + odds);
    };
    expect(said.probability).toBeCloseTo(moved(own.probability), 3);
    expect(said.interval![0]).toBeCloseTo(moved(own.interval![0]), 3);
    expect(said.interval![1]).toBeCloseTo(moved(own.interval![1]), 3);
    expect(said.classes.find((one) => one.name === said.positive)!.probability).toBe(said.probability);
    expect(said.rows.at(-1)!.label.en).toBe('This patient at that average, 21%');
    expect(said.rows.at(-1)!.value.en).toBe(`${Math.round(100 * own.probability)}%`);
  });

  test('is less sure without a scale, and does not use a frame that is no thyroid', async () => {
    const known = await answer([view(100, 0.1)]);
    const unscaled = await answer([view(100, null)]);
    const width = ([low, high]: readonly [number, number]) => high - low;
    expect(width(unscaled.interval!)).toBeGreaterThan(width(known.interval!));
    expect((await answer([view(100, 0.3, 3, true)])).probability).toBe((await answer([])).probability);
  });

  test('holds its probability within its interval over all ages and sizes', async () => {
    for (const ageYears of [18, 30, 45, 60, 75, 90]) {
      for (const spacing of [0.02, 0.1, 0.4, null]) {
        const { probability, interval } = await answer([view(100, spacing)], { ageYears });
        expect(interval![0]).toBeLessThanOrEqual(probability);
        expect(interval![1]).toBeGreaterThanOrEqual(probability);
      }
    }
  });

  test('is not given without age or sex, nor for a child', async () => {
    expect(await ask([], { ageYears: null })).toEqual({ notGiven: 'factsMissing' });
    expect(await ask([], { sex: null })).toEqual({ notGiven: 'factsMissing' });
    expect(await ask([], { ageYears: 12 })).toEqual({ notGiven: 'outsideItsRange' });
  });

  test('comes from real patients, and its card says what it must not be asked', () => {
    expect(pack.manifest.trainedOn!.en).toContain('real operated patients');
    const card = readFileSync(join(pack.folder, 'clinical.md'), 'utf8');
    expect(card).toContain('What it must not be asked');
    expect(card).toContain('TCGA → UCI');
  });
});
