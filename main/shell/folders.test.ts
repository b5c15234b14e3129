import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dataFolder, packsFolder, productFolder } from './folders.ts';

describe('the data folder', () => {
  test('is where THYROMAP_DATA says, on every platform', () => {
    for (const platform of ['linux', 'darwin', 'win32'] as const)
      expect(dataFolder({ THYROMAP_DATA: '/mine' }, platform, '/home/a')).toBe('/mine');
  });
  test('follows the platform’s custom otherwise', () => {
    expect(dataFolder({}, 'linux', '/home/a')).toBe(join('/home/a', '.local', 'share', 'thyromap'));
    expect(dataFolder({ XDG_DATA_HOME: '/data' }, 'linux', '/home/a')).toBe(join('/data', 'thyromap'));
    expect(dataFolder({}, 'darwin', '/Users/a')).toBe(
      join('/Users/a', 'Library', 'Application Support', 'ThyroMap'),
    );
    expect(dataFolder({ APPDATA: 'C:\\Roaming' }, 'win32', 'C:\\Users\\a')).toBe(
      join('C:\\Roaming', 'ThyroMap'),
    );
  });
});

test('the product’s folder holds its package.json', () => {
  expect(existsSync(join(productFolder(), 'package.json'))).toBe(true);
});

test('packs lie beside the product unless THYROMAP_PACKS says otherwise', () => {
  expect(packsFolder({}, null)).toBe(join(productFolder(), 'models', 'packs'));
  expect(packsFolder({ THYROMAP_PACKS: '/packs' }, null)).toBe('/packs');
});
