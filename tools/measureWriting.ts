import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBurnedInText } from '../app/image/burnedInText.ts';
import { tissueBox } from '../app/image/tissueBox.ts';
import { decodeImage } from '../main/imports/decodeImage.ts';

/**
 * Prints in how many real frames writing is found, beside the tissue and on it. TN5000's frames bear none on the
 * tissue, so that what is found there is wrong; DDTI's bear the machine's settings and the examiner's labels. TG3K
 * holds frames with noise added by its makers.
 * Usage: npm run measure:writing -- [every Nth frame, default 20]
 */
const every = Number(process.argv[2] ?? 20);
for (const set of ['tn5000', 'ddti', 'tg3k']) {
  const folder = join('..', 'shared', 'datasets', set, 'images');
  if (!existsSync(folder)) {
    console.log(`${set}: ${folder} is not here, skipped`);
    continue;
  }
  let frames = 0;
  let beside = 0;
  let onTissue = 0;
  let lines = 0;
  for (const file of readdirSync(folder).filter((_, i) => i % every === 0)) {
    const { frame } = await decodeImage(readFileSync(join(folder, file)), file);
    const tissue = tissueBox(frame);
    const found = findBurnedInText(frame, tissue);
    const on = found.filter(({ x, y, width, height }) => {
      const [middleX, middleY] = [x + width / 2 - tissue.x, y + height / 2 - tissue.y];
      return middleX >= 0 && middleX < tissue.width && middleY >= 0 && middleY < tissue.height;
    });
    frames++;
    lines += found.length;
    if (on.length > 0) onTissue++;
    if (found.length > on.length) beside++;
  }
  console.log(
    `${set}: ${frames} frames, writing beside the tissue in ${beside}, on the tissue in ${onTissue}, ${lines} lines`,
  );
}
