import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import type { ColourPicture } from '../../app/cytology/colourPicture.ts';
import { seededRandom } from '../../app/morphology/random.ts';

/** Every smear's distance to the smears of the other folds; export_thyroid_effi.py writes it. */
const LOG = path.resolve(import.meta.dirname, '../../models/training/logs/thyroid-effi-unlike.csv');
/** So many real smears may be turned away wrongly. */
const TURNED_AWAY_MAX = 0.01;

/** Held-out distances and the limit on them: at most one real smear of a hundred lies beyond. Null without the log. */
export function unlikeLimit(file = LOG): { limit: number; distances: number[]; beyond: number } | null {
  if (!existsSync(file)) return null;
  const rows: { distance: string }[] = parse(readFileSync(file, 'utf8'), { columns: true });
  const distances = rows.map((row) => Number(row.distance)).sort((a, b) => a - b);
  const allowed = Math.floor(TURNED_AWAY_MAX * distances.length);
  const limit = Number(distances[distances.length - 1 - allowed]!.toFixed(4));
  return { limit, distances, beyond: distances.filter((distance) => distance > limit).length };
}

/** The same picture with its last row first: a slide has no up or down, so it must pass. */
export function upsideDownSmear({ width, height, rgb }: ColourPicture): ColourPicture {
  const out = new Uint8Array(rgb.length);
  for (let y = 0; y < height; y++)
    out.set(rgb.subarray((height - 1 - y) * width * 3, (height - y) * width * 3), y * width * 3);
  return { width, height, rgb: out };
}

/** A grey picture in the colours of a stain, which the colour check alone lets through. */
export function stained({ width, height, rgb }: ColourPicture): ColourPicture {
  const [dark, light] = [
    [70, 40, 150],
    [240, 225, 245],
  ];
  return {
    width,
    height,
    rgb: rgb.map((_, i) => {
      const pixel = i - (i % 3);
      const grey = (rgb[pixel]! + rgb[pixel + 1]! + rgb[pixel + 2]!) / 765;
      return light[i % 3]! + (dark[i % 3]! - light[i % 3]!) * grey;
    }),
  };
}

const SIDE = 256;

/** Coloured noise of one grain, 1 to 32 pixels. */
export function colourNoise(seed: number): ColourPicture {
  const random = seededRandom(seed);
  const grain = 2 ** (seed % 6);
  const cells = Math.ceil(SIDE / grain);
  const colours = Uint8Array.from({ length: cells * cells * 3 }, () => 256 * random());
  const rgb = new Uint8Array(SIDE * SIDE * 3);
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++)
      for (let c = 0; c < 3; c++)
        rgb[(y * SIDE + x) * 3 + c] =
          colours[(Math.floor(y / grain) * cells + Math.floor(x / grain)) * 3 + c]!;
  return { width: SIDE, height: SIDE, rgb };
}

/** As a tissue section looks (haematoxylin and eosin): a pink ground in waves, small dense violet nuclei everywhere. */
export function histologyLike(seed: number): ColourPicture {
  const random = seededRandom(seed);
  const wave = 0.02 + 0.08 * random();
  const values = new Float32Array(SIDE * SIDE * 3);
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++) {
      const ground = 15 * Math.sin(x * wave + 3 * Math.sin(y * wave));
      values.set([225 + ground, 160 + ground, 200 + ground], (y * SIDE + x) * 3);
    }
  const nuclei = 200 + Math.floor(900 * random());
  const radius = 2.5 + 3.5 * random();
  for (let n = 0; n < nuclei; n++) {
    const [cx, cy, r] = [SIDE * random(), SIDE * random(), radius * (0.7 + 0.7 * random())];
    for (let y = Math.max(0, Math.ceil(cy - r)); y < Math.min(SIDE, cy + r); y++)
      for (let x = Math.max(0, Math.ceil(cx - r)); x < Math.min(SIDE, cx + r); x++)
        if ((x - cx) ** 2 + (y - cy) ** 2 < r * r) values.set([95, 50, 140], (y * SIDE + x) * 3);
  }
  const rgb = Uint8Array.from(values, (value) =>
    Math.max(0, Math.min(255, value + 8 * (random() + random() - 1))),
  );
  return { width: SIDE, height: SIDE, rgb };
}
