import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { dice } from '../app/statistics/overlap.ts';
import { openSegmentation, type SegmentationNetworks } from './segmentationNetworks.ts';
import { readGrey, readMask, readReferenceFrames, SHARED } from './trainingData.ts';

let networks: SegmentationNetworks;
beforeAll(async () => {
  networks = await openSegmentation(1);
});

describe('the pack’s segmentation networks', () => {
  test.each([
    ['black', () => 0],
    ['even grey', () => 120],
    ['white noise', (i: number) => (Math.imul(i + 1, 2654435761) >>> 24) & 255],
  ])('a %s frame has no nodule and no gland', async (_, grey) => {
    const pixels = Uint8Array.from({ length: 400 * 300 }, (_, i) => grey(i));
    const frame = { width: 400, height: 300, pixels, spacingMmPerPx: null };
    expect(await networks.nodules(frame)).toEqual([]);
    expect(await networks.gland(frame)).toBeNull();
  });

  const absent = !existsSync(SHARED);
  test.skipIf(absent)(
    'find the nodule, and a gland, on real frames (skipped without ../shared)',
    async () => {
      for (const { image, mask } of readReferenceFrames()) {
        const frame = await readGrey(image);
        const [best] = await networks.nodules(frame);
        expect(dice(best.mask, await readMask(mask))).toBeGreaterThan(0.75);
        expect(await networks.gland(frame)).not.toBeNull();
      }
    },
  );
});
