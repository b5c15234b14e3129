import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import sharp from 'sharp';
import type { ColourPicture } from '../../app/cytology/colourPicture.ts';

/** Pictures of one class that stand together in a block are never split between training and measurement. */
export type SmearRow = { name: string; file: string; label: string; block: string };

/**
 * A folder with `labels.csv` (`file,bethesda` and, where known, `block`: the slide or patient) and `images/`.
 * Where no block is told it is a run of consecutive file numbers within one class: neighbours may show one slide.
 * Rows come ordered by class and number.
 */
export function readSmears(folder: string): SmearRow[] {
  const rows: Record<string, string>[] = parse(readFileSync(path.join(folder, 'labels.csv')), {
    columns: true,
  });
  const numberOf = (row: Record<string, string>) => Number(/(\d+)\D*$/.exec(row.file)?.[1] ?? Number.NaN);
  rows.sort((a, b) =>
    a.bethesda < b.bethesda ? -1 : a.bethesda > b.bethesda ? 1 : numberOf(a) - numberOf(b),
  );
  let run = 0;
  return rows.map((row, i) => {
    const before = rows[i - 1];
    if (before && (before.bethesda !== row.bethesda || numberOf(before) + 1 !== numberOf(row))) run++;
    return {
      name: row.file,
      file: path.join(folder, 'images', row.file),
      label: row.bethesda,
      block: row.block || `run${run}`,
    };
  });
}

/**
 * Fold of every row, 0 to `folds` − 1: class by class, the largest block goes where that class has fewest
 * pictures so far. Whole blocks only; no chance is involved.
 */
export function foldsByBlock(rows: readonly SmearRow[], folds: number): number[] {
  const foldOf = new Map<string, number>();
  for (const label of new Set(rows.map((row) => row.label))) {
    const sizes = new Map<string, number>();
    for (const row of rows) if (row.label === label) sizes.set(row.block, (sizes.get(row.block) ?? 0) + 1);
    const filled = new Array<number>(folds).fill(0);
    for (const [block, size] of [...sizes].sort((a, b) => b[1] - a[1])) {
      if (foldOf.has(block)) continue;
      const emptiest = filled.indexOf(Math.min(...filled));
      foldOf.set(block, emptiest);
      filled[emptiest] += size;
    }
  }
  return rows.map((row) => foldOf.get(row.block)!);
}

/** Decodes a smear picture to 8-bit red, green, blue. */
export async function readColour(file: string): Promise<ColourPicture> {
  const { data, info } = await sharp(file)
    .autoOrient()
    .flatten({ background: 'white' })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const rgb = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  if (info.channels === 3) return { width: info.width, height: info.height, rgb };
  const spread = new Uint8Array(info.width * info.height * 3);
  for (let i = 0; i < spread.length; i++) spread[i] = rgb[Math.floor(i / 3) * info.channels];
  return { width: info.width, height: info.height, rgb: spread };
}
