import { existsSync, readdirSync } from 'node:fs';
import sharp from 'sharp';
import { measureQuality, QUALITY_LIMITS } from '../app/image/quality.ts';
import { tissueBox } from '../app/image/tissueBox.ts';

/**
 * Prints how fine detail, contrast and caliper crosses are distributed over real frames, and how many frames
 * each limit of `QUALITY_LIMITS` would flag: the limits are set on these numbers.
 * Usage: npm run measure:quality -- [every Nth frame, default 7]
 */
const every = Number(process.argv[2] ?? 7);
for (const set of ['tn5000', 'ddti', 'tg3k']) {
  const folder = `../shared/datasets/${set}/images`;
  if (!existsSync(folder)) {
    console.log(`${set}: ${folder} is not here, skipped`);
    continue;
  }
  const detail: number[] = [];
  const contrast: number[] = [];
  let withCalipers = 0;
  for (const file of readdirSync(folder).filter((_, i) => i % every === 0)) {
    const { data, info } = await sharp(`${folder}/${file}`)
      .toColourspace('b-w')
      .raw()
      .toBuffer({ resolveWithObject: true });
    const frame = {
      width: info.width,
      height: info.height,
      pixels: new Uint8Array(data),
      spacingMmPerPx: null,
    };
    const quality = measureQuality(frame, tissueBox(frame));
    detail.push(quality.detail);
    contrast.push(quality.contrast);
    if (quality.calipers.length >= QUALITY_LIMITS.calipers) withCalipers++;
  }
  const below = (values: number[], limit: number) => values.filter((v) => v < limit).length;
  const at = (values: number[], share: number) =>
    [...values].sort((a, b) => a - b)[Math.floor(values.length * share)]!;
  console.log(`${set}: ${detail.length} frames`);
  console.log(
    `  detail    1% ${at(detail, 0.01).toFixed(3)}  50% ${at(detail, 0.5).toFixed(3)}  flagged as blurred ${below(detail, QUALITY_LIMITS.detail)}`,
  );
  console.log(
    `  contrast  1% ${at(contrast, 0.01)}  50% ${at(contrast, 0.5)}  flagged as low contrast ${below(contrast, QUALITY_LIMITS.contrast)}`,
  );
  console.log(`  calipers  found in ${withCalipers}`);
}
