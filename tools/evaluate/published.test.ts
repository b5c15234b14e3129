import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { clinicalImpact, decisionCurve } from '../../app/statistics/decisionCurve.ts';
import { delongAuc } from '../../app/statistics/delong.ts';
import { ksTest } from '../../app/statistics/kolmogorovSmirnov.ts';
import { mean } from '../../app/statistics/summary.ts';
import { SHARED } from '../trainingData.ts';
import { evaluatePredictions } from './predictions.ts';
import type { Result } from './result.ts';
import { readTable } from './tables.ts';

/** The figures of LLNM-Net (Nat. Commun. 2025, s41467-025-62042-z) from its own published predictions. */

const FOLDER = path.join(SHARED, 'reference/llnm-net');
const absent = !existsSync(FOLDER);
if (absent) console.log(`Skipped, ${FOLDER} is not here: the published figures were not reproduced`);

type Cells = (string | number | null)[];

describe.skipIf(absent)('from the published predictions', () => {
  let validation: Result;
  let published: Record<string, Cells[]>;
  const columnOf = (result: Result) => ({
    probabilities: result.answers.map((a) => a.value),
    labels: result.answers.map((a) => a.truth!),
  });
  beforeAll(() => {
    published = JSON.parse(readFileSync(path.join(FOLDER, 'published_tables.json'), 'utf8'));
    const table = readTable(path.join(FOLDER, 'predictions_validation.csv'));
    validation = evaluatePredictions(table, 0.5, 100).results[0]!;
  });

  test('the validation column of Figure 3a follows to three decimals', () => {
    const rows = published['Figure 3a']!.filter((row) => /^(AUC|Spec|Sens|Acc|NPV|PPV)/.test(String(row[0])));
    expect(rows).toHaveLength(6);
    for (const [name, , cell] of rows) {
      const key = String(name).split(' ')[0]!.toLowerCase();
      const ours = validation.measures.find((m) => m.name.toLowerCase() === key)!;
      expect(`${key} ${ours.value.toFixed(3)}`).toBe(`${key} ${String(cell).slice(0, 5)}`);
    }
    expect(validation.cases).toBe(5923);
  });

  test('its intervals agree to 0.002, but for that of the AUC, which is narrower than DeLong allows', () => {
    const { probabilities, labels } = columnOf(validation);
    const groups = validation.measures.filter((m) => /^(spec|sens|acc|NPV|PPV)/.test(m.name));
    for (const { name, interval } of groups) {
      const row = published['Figure 3a']!.find((r) =>
        String(r[0]).toLowerCase().startsWith(name.toLowerCase()),
      )!;
      const [low, high] = /\(([\d.]+)-([\d.]+)\)/.exec(String(row[2]))!.slice(1).map(Number);
      // A hundred resamples here: their ends scatter by about a quarter of the interval's half-width.
      expect(Math.abs(interval![0] - low!)).toBeLessThan(0.005);
      expect(Math.abs(interval![1] - high!)).toBeLessThan(0.005);
    }
    const { interval } = delongAuc(probabilities, labels);
    expect(interval.map((v) => v.toFixed(3))).toEqual(['0.942', '0.954']);
  });

  test('both columns of Figure 6d follow to six decimals at all 91 cutoffs', () => {
    const { probabilities, labels } = columnOf(validation);
    const rows = published['Figure 6d']!.slice(2).map((row) => row.map(Number));
    expect(rows).toHaveLength(91);
    const ours = clinicalImpact(
      probabilities,
      labels,
      rows.map(([cutoff]) => cutoff!),
    );
    for (const [i, [, actedOn, withoutDisease]] of rows.entries()) {
      expect(Math.abs(ours[i]!.actedOn - actedOn!)).toBeLessThan(5e-7);
      expect(Math.abs(ours[i]!.withoutDisease - withoutDisease!)).toBeLessThan(5e-7);
    }
  });

  test('the decision curve of Figure 6c follows from the published columns of Figure 6d', () => {
    // Net benefit by its definition from published shares alone: acted on × (PPV − (1 − PPV) × odds of the cutoff).
    const { probabilities, labels } = columnOf(validation);
    const rows = published['Figure 6d']!.slice(2).map((row) => row.map(Number));
    const curve = decisionCurve(
      probabilities,
      labels,
      rows.map(([cutoff]) => cutoff!),
    );
    const prevalence = mean(labels);
    for (const [i, [cutoff, actedOn, without]] of rows.entries()) {
      const byHand = actedOn! * (1 - without! - without! * (cutoff! / (1 - cutoff!)));
      expect(curve[i]!.model).toBeCloseTo(byHand, 6);
      expect(curve[i]!.all).toBeCloseTo(prevalence - (1 - prevalence) * (cutoff! / (1 - cutoff!)), 10);
      // "Outperforms the naïve strategies" from a cutoff of 0.1 on; below it acting on all is as good.
      if (cutoff! >= 0.1) expect(curve[i]!.model).toBeGreaterThan(Math.max(curve[i]!.all, 0));
    }
    expect((curve[50]!.model / prevalence).toFixed(3)).toBe('0.794');
  });

  test('radiologists and model differ by a Kolmogorov-Smirnov distance of 0.385, p below 1e-12', () => {
    const table = readTable(path.join(FOLDER, 'radiologist_comparison.csv'));
    const { results, comparisons } = evaluatePredictions(table, 0.5, 100);
    expect(results.map((r) => r.model)).toEqual(['radiologists', 'model']);
    const [radiologists, model] = results.map((r) => r.answers.map((a) => a.value));
    expect(ksTest(radiologists!, model!).distance).toBeCloseTo(0.385, 10);
    expect(comparisons[0]!.ksDistance).toBeCloseTo(0.385, 10);
    expect(comparisons[0]!.ksP).toBeLessThan(1e-12);
    const at = (name: string) => results[1]!.measures.find((m) => m.name === name)!.value;
    const row = published['Figure 3b']!.find((r) => r[0] === 'LLNM-Net')!;
    // The published table has the two rates the other way round: from its own 200 cases sensitivity is 0.87.
    expect([at('sensitivity'), at('specificity'), at('accuracy')]).toEqual(row.slice(5, 8));
  });
});
