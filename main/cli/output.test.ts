import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../store/testing/fixtures.ts';
import { mountSmallDisk, NO_SMALL_DISK } from '../store/testing/smallDisk.ts';
import { writeWhole } from './output.ts';

test('a disk that is full while a file is written leaves the earlier file whole, and nothing beside it', ({
  skip,
}) => {
  const folder = temporaryFolder();
  const disk = mountSmallDisk(join(folder.path, 'out'), 1 << 20);
  if (!disk) return skip(NO_SMALL_DISK);
  try {
    const file = join(disk.path, 'results.csv');
    writeWhole(file, 'label,risk\nA,0.8\n');
    disk.fill(8192);
    expect(() => writeWhole(file, 'label,risk\n'.repeat(5000))).toThrow(/^cli\.cannotWrite/);
    expect(readFileSync(file, 'utf8')).toBe('label,risk\nA,0.8\n');
    disk.empty();
    expect(readdirSync(disk.path)).toEqual(['results.csv']);
  } finally {
    disk.remove();
    folder.remove();
  }
});
