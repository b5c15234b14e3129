import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import sharp from 'sharp';
import type { Box, GreyFrame } from '../app/image/greyFrame.ts';
import type { Mask } from '../app/segmentation/mask.ts';

/** Public data beside the repository; see its README for origin and terms. None of it enters the repository. */
export const SHARED = path.resolve(import.meta.dirname, '../../shared');
export const DATASETS = path.join(SHARED, 'datasets');
const SPLITS = path.resolve(import.meta.dirname, '../models/training/splits');

/** Decodes an image file to the grey frame the pipeline works on; its scale is unknown. */
export async function readGrey(file: string): Promise<GreyFrame> {
  const { data, info } = await sharp(file)
    .flatten()
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const pixels = new Uint8Array(info.width * info.height);
  for (let i = 0; i < pixels.length; i++) pixels[i] = data[i * info.channels];
  return { width: info.width, height: info.height, pixels, spacingMmPerPx: null };
}

/** Decodes a mask image: white is inside. */
export async function readMask(file: string): Promise<Mask> {
  const frame = await readGrey(file);
  return { width: frame.width, height: frame.height, data: frame.pixels.map((grey) => (grey > 127 ? 1 : 0)) };
}

/** One TN5000 image with its nodule's box, in frame pixels once the frame's size is known. */
export type Tn5000Row = {
  id: string;
  split: string;
  malignant: boolean;
  file: string;
  boxIn: (frame: { width: number; height: number }) => Box;
};

export function readTn5000(): Tn5000Row[] {
  const rows: Record<string, string>[] = parse(readFileSync(path.join(DATASETS, 'tn5000/labels.csv')), {
    columns: true,
  });
  return rows.map((row) => ({
    id: row.id,
    split: row.split,
    malignant: row.malignant === '1',
    file: path.join(DATASETS, 'tn5000/images', `${row.id}.jpg`),
    boxIn: ({ width, height }) => ({
      x: Number(row.xmin) * width,
      y: Number(row.ymin) * height,
      width: (Number(row.xmax) - Number(row.xmin)) * width,
      height: (Number(row.ymax) - Number(row.ymin)) * height,
    }),
  }));
}

/** One DDTI frame; `caseNumber` is the patient, by which the set is split. */
export type DdtiRow = { name: string; caseNumber: string; image: string; mask: string; heldOut: boolean };

export function readDdti(): DdtiRow[] {
  const heldOut = new Set(readFileSync(path.join(SPLITS, 'ddti-held-out-cases.txt'), 'utf8').split(/\s+/));
  const rows: Record<string, string>[] = parse(readFileSync(path.join(DATASETS, 'ddti/labels.csv')), {
    columns: true,
  });
  return rows.map((row) => ({
    name: row.file,
    caseNumber: row.case,
    image: path.join(DATASETS, 'ddti/images', row.file),
    mask: path.join(DATASETS, 'ddti/masks', row.file.replace(/\.jpg$/, '.png')),
    heldOut: heldOut.has(row.case),
  }));
}

/** One TG3K frame. The last fifth of the numbers is held out; a block before it chooses checkpoints. */
export type Tg3kRow = { number: number; image: string; mask: string; part: 'train' | 'choose' | 'heldOut' };

export function readTg3k(): Tg3kRow[] {
  const names = readdirSync(path.join(DATASETS, 'tg3k/images')).sort();
  const heldOutFrom = Math.floor(names.length * 0.8);
  const chooseFrom = heldOutFrom - 150;
  return names.map((name) => {
    const number = Number.parseInt(name, 10);
    return {
      number,
      image: path.join(DATASETS, 'tg3k/images', name),
      mask: path.join(DATASETS, 'tg3k/masks', name.replace(/\.jpg$/, '.png')),
      part: number >= heldOutFrom ? 'heldOut' : number >= chooseFrom ? 'choose' : 'train',
    };
  });
}

/** The four real frames of another hospital's machine, with the published nodule masks. */
export function readReferenceFrames(): { name: string; image: string; mask: string }[] {
  const folder = path.join(SHARED, 'reference/llnm-net/frames');
  return ['benign_1', 'benign_2', 'malignant_1', 'malignant_2'].map((name) => ({
    name,
    image: path.join(folder, `${name}.png`),
    mask: path.join(folder, `${name}_nodule.png`),
  }));
}
