import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { withResolution } from './pngResolution.ts';

it('a PNG carries its print resolution, and another program reads it', async () => {
  const plain = await sharp({ create: { width: 12, height: 8, channels: 3, background: '#804020' } })
    .png()
    .toBuffer();
  const out = withResolution(Uint8Array.from(plain), 300);
  const { density, width, height } = await sharp(out).metadata();
  expect([density, width, height]).toEqual([300, 12, 8]);
  expect((await sharp(out).raw().toBuffer()).equals(await sharp(plain).raw().toBuffer())).toBe(true);
  const chunk = out.subarray(33, 33 + 21);
  expect(new DataView(chunk.buffer, chunk.byteOffset).getUint32(17)).toBe(crc32(chunk.subarray(4, 17)));
});
