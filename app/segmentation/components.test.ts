import { expect, test } from 'vitest';
import { components, fillHoles, keepLargeParts } from './components.ts';
import type { Mask } from './mask.ts';

test('parts that touch only at a corner are separate, the largest comes first', () => {
  const parts = components(drawn('##..', '##..', '..#.', '..##'));
  expect(parts.map((part) => part.length)).toEqual([4, 3]);
});

test('specks below the share of the largest part go, larger ones stay', () => {
  const mask = drawn('####.#', '####..', '####.#', '.....#');
  expect(lines(keepLargeParts(mask, 0.1))).toEqual(['####..', '####..', '####.#', '.....#']);
  expect(lines(keepLargeParts(mask, 1))).toEqual(['####..', '####..', '####..', '......']);
});

test('a hole is filled, a bay that reaches the edge of the frame is not', () => {
  expect(lines(fillHoles(drawn('#####', '#.##.', '#####', '##.##')))).toEqual([
    '#####',
    '####.',
    '#####',
    '##.##',
  ]);
});

test('an empty mask has no parts and stays empty', () => {
  const empty = drawn('...', '...');
  expect(components(empty)).toEqual([]);
  expect(lines(fillHoles(empty))).toEqual(['...', '...']);
});

function drawn(...rows: string[]): Mask {
  const data = Uint8Array.from([...rows.join('')].map((c) => (c === '#' ? 1 : 0)));
  return { width: rows[0].length, height: rows.length, data };
}

function lines(mask: Mask): string[] {
  const text = [...mask.data].map((v) => (v ? '#' : '.')).join('');
  return Array.from({ length: mask.height }, (_, y) => text.slice(y * mask.width, (y + 1) * mask.width));
}
