import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { looksLikeSmear, smearLook } from '../../app/cytology/smearLook.ts';
import { colourNoise, histologyLike, stained, unlikeLimit, upsideDownSmear } from './unlike.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'thyromap-unlike-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('at most one real smear of a hundred lies beyond the limit, also in what is kept beside the recipe', () => {
  const file = path.join(folder, 'distances.csv');
  const rows = Array.from({ length: 250 }, (_, i) => `${i},${i % 5},${(i / 100).toFixed(4)}`);
  writeFileSync(file, `row,fold,distance\n${rows.join('\n')}\n`);
  expect(unlikeLimit(file)).toMatchObject({ limit: 2.47, beyond: 2 });
  expect(unlikeLimit(path.join(folder, 'nothing.csv'))).toBeNull();
  const kept = unlikeLimit()!;
  expect(kept.beyond / kept.distances.length).toBeLessThanOrEqual(0.01);
});

test('the pictures that should be turned away pass the colour check, so the distance alone must know them', () => {
  for (const picture of [stained(colourNoise(3)), histologyLike(1)])
    expect(looksLikeSmear(smearLook(picture))).toBe(true);
});

test('upside down twice is the picture itself', () => {
  const picture = histologyLike(2);
  expect(upsideDownSmear(upsideDownSmear(picture))).toEqual(picture);
});
