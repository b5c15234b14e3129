import path from 'node:path';
import type { ColourPicture } from '../../app/cytology/colourPicture.ts';
import { looksLikeSmear, smearLook } from '../../app/cytology/smearLook.ts';
import { wilson } from '../../app/statistics/wilson.ts';
import { readSmear } from '../../main/opinions/cytology.ts';
import { readDdti, readTn5000 } from '../trainingData.ts';
import { openPair } from './heldOut.ts';
import { readColour, type SmearRow } from './smears.ts';
import { colourNoise, histologyLike, stained, unlikeLimit, upsideDownSmear } from './unlike.ts';

const SEEDS = Array.from({ length: 30 }, (_, i) => i + 1);
const every = <T>(rows: readonly T[], step: number): T[] => rows.filter((_, i) => i % step === 0);

/**
 * Prints how often the shipped pack turns a picture away as unlike its smears: real smears that the limit was set
 * without (by fold), and pictures that are none, which nothing was fitted to.
 */
export async function typicality(pack: string, smears: readonly SmearRow[]): Promise<void> {
  const found = unlikeLimit();
  if (!found) {
    console.log('no distances of held-out smears are kept here: export_thyroid_effi.py writes them');
    return;
  }
  const { limit, distances, beyond } = found;
  const ends = wilson(beyond, distances.length).map((end) => `${(100 * end).toFixed(1)}%`);
  console.log(
    `limit ${limit}: ${beyond} of ${distances.length} real smears held out fold by fold lie beyond (95% ${ends.join('–')})`,
  );
  const run = await openPair(pack, 2, '/');
  const report = async (name: string, pictures: AsyncIterable<ColourPicture> | readonly ColourPicture[]) => {
    const measured: number[] = [];
    let coloured = 0;
    for await (const picture of pictures) {
      if (looksLikeSmear(smearLook(picture))) coloured++;
      measured.push((await readSmear(picture, { answer: 'basic' }, { run })).distance ?? Number.NaN);
    }
    measured.sort((a, b) => a - b);
    const turned = measured.filter((one) => !(one <= limit)).length;
    console.log(
      `  ${name.padEnd(46)} turned away ${turned} of ${measured.length}; distance ${measured[0]!.toFixed(2)} to ${measured.at(-1)!.toFixed(2)}, median ${measured[measured.length >> 1]!.toFixed(2)}; ${coloured} pass the colour check`,
    );
  };
  const decoded = async function* (files: readonly string[], change = (one: ColourPicture) => one) {
    for (const file of files) yield change(await readColour(file));
  };
  const some = every(smears, 8).map((row) => row.file);
  const frames = [
    ...every(
      readTn5000().filter((row) => row.split === 'val'),
      25,
    ).map((row) => row.file),
    ...every(
      readDdti().filter((row) => row.heldOut),
      4,
    ).map((row) => row.image),
  ];
  console.log('should pass (the shipped networks know these smears: the line above is the figure)');
  await report('smears', decoded(some));
  await report('smears upside down', decoded(some, upsideDownSmear));
  console.log('should be turned away');
  await report('ultrasound frames', decoded(frames));
  await report('ultrasound frames in the colours of a stain', decoded(frames, stained));
  await report('coloured noise', SEEDS.map(colourNoise));
  await report(
    'coloured noise in the colours of a stain',
    SEEDS.map((seed) => stained(colourNoise(seed))),
  );
  await report('drawn tissue sections', SEEDS.map(histologyLike));
  console.log(path.relative(process.cwd(), pack));
}
