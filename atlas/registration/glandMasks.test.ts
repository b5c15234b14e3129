import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { type ScalarImage, shrink } from './image.ts';
import { toFixed, toMoving } from './register.ts';
import { register } from './run.ts';

const MASKS = '../shared/datasets/tg3k/masks';

async function readMask(file: string): Promise<ScalarImage> {
  const { data, info } = await sharp(join(MASKS, file))
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return shrink({ ...info, data: Float32Array.from(data, (v) => v / 255) }, 2);
}

describe.skipIf(!existsSync(MASKS))('two glands of TG3K (skipped where ../shared is absent)', () => {
  it('are registered without a fold, there and back within half a pixel, and far more alike than before', async () => {
    const files = readdirSync(MASKS).sort();
    for (let k = 0; k < 8; k++) {
      const fixed = await readMask(files[(k * 97 + 13) % files.length]!);
      const moving = await readMask(files[(k * 613 + 1300) % files.length]!);
      const r = register(fixed, moving);
      expect(r.smallestJacobian).toBeGreaterThan(0);
      expect(r.mse.after).toBeLessThan(r.mse.affine);
      expect(r.mse.after).toBeLessThan(0.35 * r.mse.before);
      for (let y = 0; y < fixed.height; y += 3)
        for (let x = 0; x < fixed.width; x += 3) {
          const [bx, by] = toFixed(r, ...toMoving(r, x, y));
          expect(Math.hypot(bx - x, by - y)).toBeLessThan(0.5);
        }
    }
  });
});
