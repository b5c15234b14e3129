import { describe, expect, test } from 'vitest';
import { encodeJpegLs } from '../imports/testing/encoders.ts';
import { unpackSamples } from './unpack.ts';

const WIDTH = 40;
const HEIGHT = 36;
const GREY = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => (i * 37 + (i >> 5) * 11) % 256);

/** Cut off here, the frame keeps CharLS in a loop for ever, as `npm run fuzz` found it (seed 2, input 587). */
const ENDLESS_FROM = 404;

describe('the thread that unpacks frames', () => {
  test('ends a decoder that has no end, and decodes the next frame in a fresh one', async () => {
    const frame = { width: WIDTH, height: HEIGHT, bitsPerSample: 8, componentCount: 1 };
    const whole = await encodeJpegLs(GREY, frame, 0);
    const [cut, next] = await Promise.allSettled([
      unpackSamples('jpegLs', whole.subarray(0, ENDLESS_FROM), WIDTH, HEIGHT, 2000),
      unpackSamples('jpegLs', whole, WIDTH, HEIGHT),
    ]);
    expect(cut).toMatchObject({ status: 'rejected', reason: { message: 'not decoded in 2 s' } });
    expect(next).toMatchObject({ status: 'fulfilled', value: { width: WIDTH, height: HEIGHT, bytes: GREY } });
  });
});
