import { readSmear } from '../../main/opinions/cytology.ts';
import { openPair, type System } from './heldOut.ts';
import { readColour } from './smears.ts';

/**
 * Seconds that `count` pictures take from file to answer, as a folder of a clinic would be read: the next file is
 * decoded while the network reads this one. Fewer files than pictures are read again in turn.
 */
export async function secondsFor(
  pack: string,
  system: System,
  files: readonly string[],
  count: number,
  threads = 2,
): Promise<number> {
  const run = await openPair(pack, threads, '/');
  await readSmear(await readColour(files[0]!), { answer: system }, { run });
  const start = performance.now();
  let next = readColour(files[0]!);
  for (let i = 0; i < count; i++) {
    const picture = await next;
    next = readColour(files[(i + 1) % files.length]!);
    await readSmear(picture, { answer: system }, { run });
  }
  await next;
  return (performance.now() - start) / 1000;
}
