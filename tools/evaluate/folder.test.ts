import { expect, test } from 'vitest';
import { type Folder, limited } from './folder.ts';

const folder = {
  pictures: Array.from({ length: 90 }, (_, i) => ({ name: String(i) })),
  notes: [],
} as unknown as Folder;

test('a limit takes pictures evenly out of the folder and says so; without one nothing is left out', () => {
  const { pictures, notes } = limited(folder, 9);
  expect(pictures.map(({ name }) => Number(name))).toEqual([5, 15, 25, 35, 45, 55, 65, 75, 85]);
  expect(notes[0]).toContain('9 of 90 pictures');
  expect(limited(folder, 90)).toBe(folder);
  expect(limited(folder, null)).toBe(folder);
});
