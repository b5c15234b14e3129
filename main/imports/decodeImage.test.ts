import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import type { Failure } from '../../app/failure.ts';
import { isWordKey, LANGUAGES, sayFailure } from '../../app/words/say.ts';
import { decodeImage } from './decodeImage.ts';
import { makeBmp } from './testing/makeBmp.ts';

const WIDTH = 64;
const HEIGHT = 48;
const GREY = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => (i * 37 + (i >> 6) * 11) % 256);
const grey = sharp(GREY, { raw: { width: WIDTH, height: HEIGHT, channels: 1 } }).toColourspace('b-w');
const NAME = 'left trans.dat';

async function failureOf(promise: Promise<unknown>, name = NAME): Promise<Failure> {
  const failure = await promise.then(
    () => null,
    (thrown: { failure?: Failure }) => thrown.failure,
  );
  if (!failure) throw new Error('did not fail with a typed failure');
  expect(isWordKey(failure.code), failure.code).toBe(true);
  for (const language of LANGUAGES) expect(sayFailure(language, failure)).toContain(name);
  return failure;
}

describe('a picture', () => {
  test('is told by its bytes, whatever its name says', async () => {
    for (const [format, bytes] of [
      ['png', await grey.clone().png().toBuffer()],
      ['tiff', await grey.clone().tiff({ compression: 'lzw' }).toBuffer()],
      ['tiff', await grey.clone().tiff({ compression: 'deflate', predictor: 'horizontal' }).toBuffer()],
      ['bmp', makeBmp(GREY, WIDTH, HEIGHT, 24)],
    ] as const) {
      const decoded = await decodeImage(bytes, 'what.jpg');
      expect(decoded).toMatchObject({ format, frames: 1, frameIndex: 0, colour: false });
      expect(decoded.frame).toMatchObject({ width: WIDTH, height: HEIGHT, spacingMmPerPx: null });
      expect(decoded.frame.pixels).toEqual(GREY);
    }
    const jpeg = await decodeImage(await grey.clone().jpeg({ quality: 100 }).toBuffer(), 'what.png');
    const error = jpeg.frame.pixels.reduce((sum, value, i) => sum + Math.abs(value - GREY[i]!), 0);
    expect(error / GREY.length).toBeLessThan(1.5);
  });

  test('of 16 bits, with a palette or with transparency becomes 8-bit grey', async () => {
    const deep = await grey.clone().toColourspace('grey16').png().toBuffer();
    expect((await sharp(deep).metadata()).depth).toBe('ushort');
    const from16 = (await decodeImage(deep, NAME)).frame.pixels;
    expect(Math.max(...from16.map((value, i) => Math.abs(value - GREY[i]!)))).toBeLessThanOrEqual(1);
    const clear = await sharp({ create: { width: 64, height: 64, channels: 4, background: '#ffffff00' } })
      .png()
      .toBuffer();
    expect((await decodeImage(clear, NAME)).frame.pixels[0]).toBe(0);
    const palette = await grey.clone().png({ palette: true, colours: 256 }).toBuffer();
    expect((await decodeImage(palette, NAME)).frame.pixels).toHaveLength(GREY.length);
  });

  test('in colour becomes luminance; a Doppler box is noticed, a logo is not', async () => {
    const coloured = (share: number) => {
      const data = new Uint8Array(WIDTH * HEIGHT * 3).fill(60);
      for (let i = 0; i < share * WIDTH * HEIGHT; i++) data.set([255, 40, 0], i * 3);
      return sharp(data, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
        .png()
        .toBuffer();
    };
    const doppler = await decodeImage(await coloured(0.1), NAME);
    expect(doppler.frame.pixels[0]).toBe(Math.round(0.299 * 255 + 0.587 * 40));
    expect(doppler.colour).toBe(true);
    expect(doppler.findings).toContainEqual({
      code: 'colour',
      severity: 'warning',
      view: 'transverse',
      values: { file: NAME },
    });
    expect((await decodeImage(await coloured(0.01), NAME)).colour).toBe(false);
  });

  test('turned by a camera is turned back', async () => {
    const turned = await grey.clone().withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect((await decodeImage(turned, NAME)).frame).toMatchObject({ width: HEIGHT, height: WIDTH });
  });

  test('of several pages gives the middle one or the one asked for', async () => {
    const page = (value: number) =>
      sharp({ create: { width: 40, height: 40, channels: 3, background: { r: value, g: value, b: value } } })
        .png()
        .toBuffer();
    const pages = await sharp(await Promise.all([10, 90, 200].map(page)), { join: { animated: true } })
      .tiff({ compression: 'lzw' })
      .toBuffer();
    const middle = await decodeImage(pages, NAME);
    expect([middle.frames, middle.frameIndex, middle.frame.height, middle.frame.pixels[0]]).toEqual([
      3, 1, 40, 90,
    ]);
    expect((await decodeImage(pages, NAME, 2)).frame.pixels[0]).toBe(200);
    expect((await failureOf(decodeImage(pages, NAME, 3))).code).toBe('image.noSuchFrame');
  });

  test('without a scale says so', async () => {
    const decoded = await decodeImage(await grey.clone().png().toBuffer(), NAME);
    expect(decoded.findings.map((finding) => finding.code)).toEqual(['scaleMissing']);
  });
});

describe('what is no usable picture', () => {
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));

  test.each([
    ['an empty file', bytes(''), 'image.empty', {}],
    ['text named .png', bytes('Thyroid ultrasound report\r\n'), 'image.isText', {}],
    ['text that begins like a bitmap', bytes('BM is the patient'), 'image.isText', {}],
    ['a PDF', bytes('%PDF-1.7\n'), 'image.otherFormat', { format: 'PDF' }],
    ['a GIF', bytes('GIF89a\0'), 'image.otherFormat', { format: 'GIF' }],
    ['a ZIP', bytes('PK\x03\x04\0'), 'image.otherFormat', { format: 'ZIP' }],
    ['a phone picture', bytes('\0\0\0\x18ftypheic\0'), 'image.otherFormat', { format: 'HEIC' }],
    ['a film', bytes('\0\0\0\x18ftypisom\0'), 'image.otherFormat', { format: 'MP4' }],
    ['unknown bytes', Uint8Array.from({ length: 400 }, (_, i) => (i * 91) % 256), 'image.unknownFormat', {}],
    ['only the beginning of a PNG', bytes('\x89PNG\r\n\x1a\n'), 'image.damaged', { format: 'PNG' }],
    [
      'only the beginning of a JPEG',
      bytes('\xff\xd8\xff\xe0\0\x10JFIF'),
      'image.damaged',
      { format: 'JPEG' },
    ],
    ['only the beginning of a TIFF', bytes('II*\0\x08\0\0\0'), 'image.damaged', { format: 'TIFF' }],
    ['only the beginning of a bitmap', bytes('BM\x01\x02\x03\0\0'), 'image.damaged', { format: 'BMP' }],
  ])('%s is refused with the file’s name and the reason', async (_what, file, code, values) => {
    expect(await failureOf(decodeImage(file, NAME))).toMatchObject({
      code,
      values: { file: NAME, ...values },
    });
  });

  test.each(['png', 'jpeg', 'tiff'] as const)('a %s cut off anywhere is damaged', async (format) => {
    const whole = await grey.clone()[format]().toBuffer();
    for (const share of [0.3, 0.6, 0.95]) {
      const cut = whole.subarray(0, Math.floor(whole.length * share));
      expect((await failureOf(decodeImage(cut, NAME))).code).toBe('image.damaged');
    }
  });

  test('one pixel is too small, 20,000 are too many, and the sentence says the limit', async () => {
    const blank = (width: number, height: number) =>
      sharp({ create: { width, height, channels: 3, background: 'black' } })
        .png()
        .toBuffer();
    const small = await failureOf(decodeImage(await blank(1, 1), NAME));
    expect(small).toMatchObject({ code: 'image.tooSmall', values: { width: 1, height: 1 } });
    const large = await failureOf(decodeImage(await blank(20_000, 40), NAME));
    expect(large).toMatchObject({ code: 'image.tooLarge', values: { width: 20_000, limit: 8192 } });
  });

  test('20,000 pixels both ways are refused from the header, before any memory is taken', async () => {
    const png = await sharp({ create: { width: 64, height: 64, channels: 3, background: 'black' } })
      .png()
      .toBuffer();
    png.writeUInt32BE(20_000, 16);
    png.writeUInt32BE(20_000, 20);
    expect((await failureOf(decodeImage(png, NAME))).code).toMatch(/image.(tooLarge|damaged)/);
  });

  test('a frame that is not there is refused', async () => {
    const png = await grey.clone().png().toBuffer();
    expect((await failureOf(decodeImage(png, NAME, 1))).code).toBe('image.noSuchFrame');
    expect((await failureOf(decodeImage(makeBmp(GREY, WIDTH, HEIGHT, 24), NAME, 1))).code).toBe(
      'image.noSuchFrame',
    );
  });
});
