import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * The shipped packs were trained on these public tables and pictures: measured on them, a pack would look better
 * than it is. They are known by content, wherever they lie, and only what was held out is measured.
 */
type Seen = {
  readonly name: string;
  /** What is left after training, in words; null where nothing was held out. */
  readonly heldOut: string | null;
  /** Whether a picture (its name without ending) was held out. */
  readonly isHeldOut: (stem: string, position: number, count: number) => boolean;
  /** Pictures that are no independent cases, where the table does not say so. */
  readonly groupOf?: (stem: string) => string;
};

const SPLITS = path.resolve(import.meta.dirname, '../../models/training/splits');
const nothing = () => false;

/** By SHA-256 of `labels.csv` or of the table itself. */
const TABLES: Record<string, () => Seen> = {
  '62a7ee5f5ab301cf7580df393ec13321eeff7dc499113fe50757624f2d664a46': () => {
    const cases = new Set(readFileSync(path.join(SPLITS, 'ddti-held-out-cases.txt'), 'utf8').split(/\s+/));
    return {
      name: 'DDTI',
      heldOut: 'held-out cases',
      isHeldOut: (stem) => cases.has(stem.split('_')[0]!),
    };
  },
  '8a7f3838d3055e2589cc4f9fb9d3ee55ca991bb1306c71b5f606f2705d4025a1': () => ({
    name: 'FNAB',
    heldOut: null,
    isHeldOut: nothing,
  }),
  '38f470647a7d5add1c7545b56818b31e927340627aab7bac2f3184886ff3070b': () => ({
    name: 'TCGA-THCA',
    heldOut: null,
    isHeldOut: nothing,
  }),
  '343795501f698e3df2d922602d963560b27d36dd65f4e52176682707256e461e': () => ({
    name: 'UCI differentiated thyroid cancer',
    heldOut: null,
    isHeldOut: nothing,
  }),
};

/** TG3K has no table: it is known by its file names (0000.jpg …, 2,868 of them). */
const TG3K_COUNT = 2868;
const TG3K: Seen = {
  name: 'TG3K',
  heldOut: 'last fifth, one block',
  isHeldOut: (_, position, count) => position >= Math.floor(count * 0.8),
  // Frames of videos: neighbours are near-duplicates, so stretches of 25 are drawn together.
  groupOf: (stem) => `stretch ${Math.floor(Number(stem) / 25)}`,
};

export function seenTable(file: string): Seen | null {
  return TABLES[createHash('sha256').update(readFileSync(file)).digest('hex')]?.() ?? null;
}

/** @param stems names of the pictures without their endings, in order */
export function seenPictures(stems: readonly string[]): Seen | null {
  const numbered =
    stems.length === TG3K_COUNT && stems.every((stem, i) => stem === String(i).padStart(4, '0'));
  return numbered ? TG3K : null;
}
