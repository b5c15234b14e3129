import { describe, expect, it } from 'vitest';
import { neighbour, pagesOf } from './paging.ts';
import { extendSelected, NOTHING_SELECTED, toggleSelected } from './selection.ts';

describe('pages', () => {
  it('cover the rows in view', () => {
    expect(pagesOf(0, 20)).toEqual([0]);
    expect(pagesOf(95, 105)).toEqual([0, 1]);
    expect(pagesOf(99_990, 99_999)).toEqual([999]);
    expect(pagesOf(-5, -1)).toEqual([0]);
  });
});

describe('J and K', () => {
  it('start at the first row and stop at the ends', () => {
    expect(neighbour(-1, 1, 12)).toBe(0);
    expect(neighbour(0, -1, 12)).toBe(0);
    expect(neighbour(11, 1, 12)).toBe(11);
    expect(neighbour(4, 1, 12)).toBe(5);
  });
  it('go to the end when the list became shorter, and nowhere in an empty one', () => {
    expect(neighbour(40, 1, 12)).toBe(11);
    expect(neighbour(3, 1, 0)).toBe(-1);
  });
});

describe('marks', () => {
  const id = (index: number) => (index < 6 ? `case-${index}` : undefined);
  it('are set and taken away one by one', () => {
    const one = toggleSelected(NOTHING_SELECTED, 'case-2', 2);
    expect([...one.ids]).toEqual(['case-2']);
    expect(toggleSelected(one, 'case-2', 2).ids.size).toBe(0);
  });
  it('extend from the last single mark in either direction', () => {
    const start = toggleSelected(NOTHING_SELECTED, 'case-3', 3);
    expect([...extendSelected(start, 5, id).ids]).toEqual(['case-3', 'case-4', 'case-5']);
    expect([...extendSelected(start, 1, id).ids]).toEqual(['case-3', 'case-2', 'case-1']);
  });
  it('end where the rows are not known, rather than marking what nobody has seen', () => {
    const start = toggleSelected(NOTHING_SELECTED, 'case-4', 4);
    expect([...extendSelected(start, 9, id).ids]).toEqual(['case-4', 'case-5']);
  });
});
