import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FEATURE_NAMES } from '../case/assessment.ts';
import { contributionsOf, explainFeatures, integrate } from './contributions.ts';
import { attentionRollout, type ViewAttention } from './rollout.ts';
import { ALL_TOKENS, FEATURE_TOKENS, IMAGE_TOKENS, TEXT_TOKENS } from './tokenLayout.ts';

const TABLES = '../shared/reference/llnm-net/published_tables.json';

/** Rows that sum to 1, seeded. */
function stochastic(rows: number, columns: number, blocks: number, seed: number): Float32Array {
  let state = seed;
  const next = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return 0.01 + state / 2_147_483_648;
  };
  const values = Float32Array.from({ length: rows * columns * blocks }, next);
  for (let r = 0; r < rows * blocks; r++) {
    let sum = 0;
    for (let c = 0; c < columns; c++) sum += values[r * columns + c]!;
    for (let c = 0; c < columns; c++) values[r * columns + c]! /= sum;
  }
  return values;
}

function someAttention(seed: number): ViewAttention {
  return {
    image: stochastic(IMAGE_TOKENS, IMAGE_TOKENS, 4, seed),
    text: stochastic(TEXT_TOKENS, TEXT_TOKENS, 4, seed + 1),
    imageToText: stochastic(IMAGE_TOKENS, TEXT_TOKENS, 4, seed + 2),
    textToImage: stochastic(TEXT_TOKENS, IMAGE_TOKENS, 4, seed + 3),
    self: stochastic(ALL_TOKENS, ALL_TOKENS, 12, seed + 4),
  };
}

/** The paper's recipe written out: full matrices, normalised, multiplied through. */
function rolloutByMatrices(attention: ViewAttention): number[] {
  const n = ALL_TOKENS;
  let product: number[][] = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => (i === j ? 1 : 0)),
  );
  const multiply = (a: number[][], b: number[][]) =>
    a.map((row) => {
      const out = new Array<number>(n).fill(0);
      row.forEach((value, k) => {
        for (let j = 0; j < n; j++) out[j]! += value * b[k]![j]!;
      });
      return out;
    });
  for (let layer = 0; layer < 16; layer++) {
    const matrix = Array.from({ length: n }, (_, i) =>
      Array.from({ length: n }, (_, j) => {
        const identity = i === j ? 1 : 0;
        if (layer >= 4) return attention.self[((layer - 4) * n + i) * n + j]! + identity;
        const it = i - IMAGE_TOKENS;
        const jt = j - IMAGE_TOKENS;
        if (it < 0 && jt < 0)
          return attention.image[(layer * IMAGE_TOKENS + i) * IMAGE_TOKENS + j]! + identity;
        if (it < 0) return attention.imageToText[(layer * IMAGE_TOKENS + i) * TEXT_TOKENS + jt]!;
        if (jt < 0) return attention.textToImage[(layer * TEXT_TOKENS + it) * IMAGE_TOKENS + j]!;
        return attention.text[(layer * TEXT_TOKENS + it) * TEXT_TOKENS + jt]! + identity;
      }),
    ).map((row) => {
      const sum = row.reduce((a, b) => a + b, 0);
      return row.map((v) => v / sum);
    });
    product = multiply(matrix, product);
  }
  return Array.from({ length: n }, (_, j) => product.reduce((sum, row) => sum + row[j]!, 0) / n);
}

describe('the published example cases', () => {
  test.skipIf(!existsSync(TABLES))(
    'contributions × responses of Figure 5, S1 and S2 give 0.833, 0.841 and 0.484',
    () => {
      const tables = JSON.parse(readFileSync(TABLES, 'utf8')) as Record<string, (string | number | null)[][]>;
      const responses = (figure: string) =>
        new Map(tables[figure]!.map((row) => [String(row[0]), Number(row[figure === 'Figure 5' ? 2 : 1])]));
      const shares = tables['Figure 5']!.slice(2).map((row) => ({
        name: String(row[0]),
        share: Number(row[1]) / 100,
      }));
      const risk = (figure: string) =>
        integrate(
          shares.map(({ name, share }) => ({ contribution: share, response: responses(figure).get(name)! })),
        );
      expect(shares.reduce((sum, s) => sum + s.share, 0)).toBeCloseTo(1, 5);
      expect(risk('Figure 5').toFixed(3)).toBe('0.833');
      expect(risk('Supplementary Figure S1').toFixed(3)).toBe('0.841');
      expect(risk('Supplementary Figure S2').toFixed(3)).toBe('0.484');
    },
  );
});

describe('attention rollout', () => {
  const everyToken = new Uint8Array(ALL_TOKENS).fill(1);

  test('it equals the product of the full matrices, layer by layer', () => {
    const attention = someAttention(11);
    const expected = rolloutByMatrices(attention);
    attentionRollout(attention, everyToken).forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i]!, 10);
    });
  });

  test('relevance is shared out completely', () => {
    const relevance = attentionRollout(someAttention(5), everyToken);
    expect(relevance.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 10);
    expect(relevance.every((v) => v >= 0)).toBe(true);
  });

  test('every token belongs to exactly one feature', () => {
    const owners = new Array<number>(ALL_TOKENS).fill(0);
    for (const name of FEATURE_NAMES) {
      const [from, to] = FEATURE_TOKENS[name];
      for (let i = from; i < to; i++) owners[i]!++;
    }
    expect(owners.every((n) => n === 1)).toBe(true);
  });
});

describe('contributions and responses', () => {
  test('they add up to the displayed risk, whatever the network says', () => {
    const logits = fc.array(fc.double({ min: -12, max: 12, noNaN: true }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        logits,
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        (seed, raw, risk) => {
          const relevance = stochastic(1, ALL_TOKENS, 1, seed);
          const features = explainFeatures([Float64Array.from(relevance)], raw, risk);
          expect(integrate(features)).toBeCloseTo(risk, 9);
          expect(features.reduce((sum, f) => sum + f.contribution, 0)).toBeCloseTo(1, 9);
          const order = (values: readonly number[]) =>
            values.map((_, i) => i).sort((a, b) => values[a]! - values[b]! || a - b);
          if (
            new Set(raw).size === 8 &&
            Math.min(...raw.map((v, i) => Math.abs(v - raw[(i + 1) % 8]!))) > 1e-6
          ) {
            const responses = features.map((f) => f.response);
            if (new Set(responses).size === 8) expect(order(responses)).toEqual(order(raw));
          }
        },
      ),
      { numRuns: 200, seed: 99 },
    );
  });

  test('two views count equally', () => {
    const a = Float64Array.from(stochastic(1, ALL_TOKENS, 1, 1));
    const b = Float64Array.from(stochastic(1, ALL_TOKENS, 1, 2));
    const both = contributionsOf([a, b]);
    contributionsOf([a]).forEach((share, i) => {
      expect(both[i]!).toBeCloseTo((share + contributionsOf([b])[i]!) / 2, 9);
    });
  });
});
