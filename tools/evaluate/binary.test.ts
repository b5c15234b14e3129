import { describe, expect, test } from 'vitest';
import { type Answered, binaryResult, compare, compareShared } from './binary.ts';

const answered = (rows: readonly (readonly [string, number, 0 | 1])[]): Answered[] =>
  rows.map(([id, probability, label]) => ({ id, patient: null, probability, label }));

const first = answered([
  ['a', 0.9, 1],
  ['b', 0.7, 1],
  ['c', 0.4, 1],
  ['d', 0.5, 0],
  ['e', 0.2, 0],
  ['f', 0.1, 0],
]);

describe('two models on one folder', () => {
  test('are compared on the cases that both answered, whatever their order', () => {
    const second = answered([
      ['f', 0.3, 0],
      ['e', 0.6, 0],
      ['c', 0.2, 1],
      ['b', 0.5, 1],
      ['a', 0.8, 1],
      ['x', 0.4, 1],
    ]);
    const found = compareShared(
      'here',
      { model: 'one', answered: first },
      { model: 'two', answered: second },
    );
    const shared = ['a', 'b', 'c', 'e', 'f'];
    const inOrder = (of: readonly Answered[]) => shared.map((id) => of.find((one) => one.id === id)!);
    expect(found.cases).toBe(5);
    expect(found).toEqual(
      compare(
        'here',
        { model: 'one', answered: inOrder(first) },
        { model: 'two', answered: inOrder(second) },
      ),
    );
    // Every positive of the first is above every negative; of the second three pairs of six are in order.
    expect(found.aucDifference).toBeCloseTo(1 - 3 / 6, 10);
  });
});

describe('a two-class answer', () => {
  test('has every figure, patients drawn whole, and trivial answers beside it', () => {
    const twins = first.flatMap((one) => [
      { ...one, patient: one.id },
      { ...one, patient: one.id },
    ]);
    const result = binaryResult({ task: 'predictions', model: 'm', on: 'here' }, twins, 0.45, 200);
    const value = (name: string) => result.measures.find((m) => m.name === name)!;
    expect([result.cases, result.groups]).toEqual([12, 6]);
    expect(value('AUC').value).toBeCloseTo(8 / 9, 10);
    expect(value('sensitivity').value).toBeCloseTo(2 / 3, 10);
    expect(value('specificity').value).toBeCloseTo(2 / 3, 10);
    const [low, high] = value('sensitivity').interval!;
    expect(low <= 2 / 3 && high >= 2 / 3).toBe(true);
    expect(result.baselines[0]!.value).toBe(0.25);
  });
});
