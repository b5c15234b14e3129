/**
 * Puts the example cases beside real frames, so that a person can judge them, and prints their grey statistics:
 *   node tools/lookAtPhantom.ts [output folder] [example id …]
 * Real frames are read from ../shared where it is there and are written only to the output folder.
 */
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { exampleCases, renderExample } from '../app/examples/index.ts';
import type { GreyFrame } from '../app/image/greyFrame.ts';
import { glandStatistics, greyPercentiles } from './phantomStatistics.ts';

const CELL = { width: 560, height: 420 } as const;
const [folder = '/tmp/phantom', ...wanted] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });

const cells: { title: string; png: Buffer }[] = [];
for (const example of exampleCases()) {
  if (wanted.length > 0 && !wanted.includes(example.id)) continue;
  const started = performance.now();
  for (const view of renderExample(example)) {
    const gland = glandStatistics(view.frame, view.truth);
    console.log(
      `${view.fileName}: ${view.truth.distanceToCapsuleMm.map((mm) => (mm === null ? 'not cut' : `${mm.toFixed(2)} mm`)).join(', ')} to the capsule; grey 5/25/50/75/95% ${greyPercentiles(view.frame).join(' ')}; gland ${gland.mean.toFixed(0)} ± ${gland.deviation.toFixed(1)}, grain ${gland.acrossPx.toFixed(1)} × ${gland.downPx.toFixed(1)} px`,
    );
    cells.push({ title: view.fileName, png: await cell(view.frame) });
  }
  console.log(`  ${((performance.now() - started) / 1000).toFixed(2)} s`);
}
const real = '../shared/reference/llnm-net/frames';
if (existsSync(real)) {
  for (const name of readdirSync(real).filter((file) => /_\d\.png$/.test(file))) {
    const { data, info } = await sharp(join(real, name))
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const frame = {
      width: info.width,
      height: info.height,
      pixels: new Uint8Array(data),
      spacingMmPerPx: null,
    };
    console.log(`${name} (real): grey 5/25/50/75/95% ${greyPercentiles(frame).join(' ')}`);
    cells.push({ title: name, png: await cell(frame) });
  }
} else console.log('No ../shared here: real frames are left out.');
const columns = 4;
const rows = Math.ceil(cells.length / columns);
const sheet = join(folder, 'examples.png');
await sharp({
  create: { width: columns * CELL.width, height: rows * CELL.height, channels: 3, background: '#222' },
})
  .composite(
    cells.map(({ png }, i) => ({
      input: png,
      left: (i % columns) * CELL.width,
      top: Math.floor(i / columns) * CELL.height,
    })),
  )
  .png()
  .toFile(sheet);
console.log(`Written: ${sheet}`);

async function cell(frame: GreyFrame): Promise<Buffer> {
  return sharp(frame.pixels, { raw: { width: frame.width, height: frame.height, channels: 1 } })
    .resize({ width: CELL.width - 4, height: CELL.height - 4, fit: 'inside', withoutEnlargement: true })
    .png()
    .toBuffer();
}
