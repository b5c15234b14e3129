import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSearch, type WorkListSearch } from './search.ts';

const EMPTY = readSearch('');
const means = (text: string, expected: Partial<WorkListSearch>) =>
  expect(readSearch(text), text).toEqual({ ...EMPTY, ...expected });

describe('the search field', () => {
  test('reads every filter of its grammar', () => {
    means('risk>70', { riskAbove: { value: 0.7, inclusive: false } });
    means('risk<30', { riskBelow: { value: 0.3, inclusive: false } });
    means('risk>=70 risk<=90%', {
      riskAbove: { value: 0.7, inclusive: true },
      riskBelow: { value: 0.9, inclusive: true },
    });
    means('stage:2', { stages: [2] });
    means('left right isthmus', { sides: ['left', 'right', 'isthmus'] });
    means('upper middle lower', { poles: ['upper', 'middle', 'lower'] });
    means('F', { sexes: ['F'] });
    means('female M', { sexes: ['F', 'M'] });
    means('reviewed', { reviewed: true });
    means('unreviewed', { reviewed: false });
    means('stale withheld', { stale: true, withheld: true });
    means('age>60', { ageAbove: { value: 60, inclusive: false } });
    means('age:43', { ageAbove: { value: 43, inclusive: true }, ageBelow: { value: 43, inclusive: true } });
  });

  test('reads the same in Chinese, with full-width signs too', () => {
    means('风险>70 左侧 未复核', {
      riskAbove: { value: 0.7, inclusive: false },
      sides: ['left'],
      reviewed: false,
    });
    means('风险＞７０', { riskAbove: { value: 0.7, inclusive: false } });
    means('2期 上极 女', { stages: [2], poles: ['upper'], sexes: ['F'] });
    means('年龄≥60 已过期 未给出', { ageAbove: { value: 60, inclusive: true }, stale: true, withheld: true });
  });

  test('forgives spaces around a sign and the case of filter words', () => {
    means('Risk > 70  LEFT', { riskAbove: { value: 0.7, inclusive: false }, sides: ['left'] });
  });

  test('reads a month and a day, over the ends of months and years', () => {
    const span = (text: string) => readSearch(text).dates[0];
    expect(span('2026-10')).toEqual({
      from: { year: 2026, month: 10, day: 1 },
      before: { year: 2026, month: 11, day: 1 },
    });
    expect(span('2026-12')!.before).toEqual({ year: 2027, month: 1, day: 1 });
    expect(span('2026-12-31')!.before).toEqual({ year: 2027, month: 1, day: 1 });
    expect(span('2028-02-29')!.before).toEqual({ year: 2028, month: 3, day: 1 });
  });

  test('takes for free words what is no filter', () => {
    means('hypoechoic 结节', { words: ['hypoechoic', '结节'] });
    means('risk>high stage:7 2026-13 2026-02-30 f', {
      words: ['risk>high', 'stage:7', '2026-13', '2026-02-30', 'f'],
    });
  });

  test('takes quoted words literally, so that a filter word can be looked for', () => {
    means('"left" “upper lobe" left', { words: ['left', 'upper lobe'], sides: ['left'] });
    means('constructor toString __proto__', { words: ['constructor', 'toString', '__proto__'] });
  });

  test('never fails, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        expect(readSearch(text).words.join('').length).toBeLessThanOrEqual(
          text.normalize('NFKC').length + 300,
        );
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
