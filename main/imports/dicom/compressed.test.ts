import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { encodeJpeg2000, encodeJpegLossless, encodeJpegLs, encodeRle } from '../testing/encoders.ts';
import { type DicomParts, SYNTAX } from '../testing/makeDicom.ts';
import {
  COLUMNS,
  COUNT,
  decode,
  GREY,
  grey3,
  pixelsOf,
  planar3,
  ROWS,
  window,
  withoutMarker,
  words,
} from './testing/greyDicom.ts';

describe('compressed pixels', () => {
  test('JPEG baseline, grey and colour, in one or several fragments', async () => {
    const raw = { raw: { width: COLUMNS, height: ROWS, channels: 1 as const } };
    const jpeg = new Uint8Array(
      await sharp(GREY, raw).toColourspace('b-w').jpeg({ quality: 100 }).toBuffer(),
    );
    const close = (pixels: Uint8Array) =>
      pixels.reduce((sum, value, i) => sum + Math.abs(value - GREY[i]!), 0) / COUNT;
    expect(close(await pixelsOf({ syntax: SYNTAX.jpegBaseline, fragments: [jpeg] }))).toBeLessThan(1);
    const pieces = [jpeg.slice(0, 500), jpeg.slice(500, 900), jpeg.slice(900)];
    expect(close(await pixelsOf({ syntax: SYNTAX.jpegBaseline, fragments: pieces }))).toBeLessThan(1);
    const colour = new Uint8Array(
      await sharp(grey3, { raw: { width: COLUMNS, height: ROWS, channels: 3 } })
        .jpeg({ quality: 100, chromaSubsampling: '4:2:0' })
        .toBuffer(),
    );
    const parts = { syntax: SYNTAX.jpegBaseline, photometric: 'YBR_FULL_422', fragments: [colour] };
    expect(close(await pixelsOf(parts))).toBeLessThan(1.5);
    expect((await decode(parts)).colour).toBe(false);
  });

  test('JPEG that DICOM calls RGB and JPEG itself does not name is not taken for YCbCr', async () => {
    // a file of three equal components without colour marker, as some scanners write it
    const raw = { raw: { width: COLUMNS, height: ROWS, channels: 3 as const } };
    const named = await sharp(grey3, raw).jpeg({ quality: 100, chromaSubsampling: '4:4:4' }).toBuffer();
    const bare = withoutMarker(new Uint8Array(named), 0xe0);
    const asYcc = await pixelsOf({ syntax: SYNTAX.jpegBaseline, photometric: 'YBR_FULL', fragments: [bare] });
    const asRgb = await decode({ syntax: SYNTAX.jpegBaseline, photometric: 'RGB', fragments: [bare] });
    // the same bytes read as red, green, blue: luminance alone in "red", 128 in the others
    const expected = 0.299 * GREY[500]! + 0.701 * 128;
    expect(Math.abs(asYcc[500]! - GREY[500]!)).toBeLessThan(4);
    expect(Math.abs(asRgb.frame.pixels[500]! - expected)).toBeLessThan(4);
  });

  test('RLE, 8 and 16 bits, grey and colour', async () => {
    expect(await pixelsOf({ syntax: SYNTAX.rle, fragments: [encodeRle([GREY])] })).toEqual(GREY);
    const colour = encodeRle([GREY, GREY, GREY]);
    expect(await pixelsOf({ syntax: SYNTAX.rle, photometric: 'RGB', fragments: [colour] })).toEqual(GREY);
    const high = GREY.map((value) => (value * 16) >> 8);
    const low = GREY.map((value) => (value * 16) & 255);
    const parts = {
      syntax: SYNTAX.rle,
      bits: 16 as const,
      elements: window(2040, 4081),
      fragments: [encodeRle([high, low])],
    };
    expect(await pixelsOf(parts)).toEqual(GREY);
  });

  test('JPEG lossless, 8 and 16 bits', async () => {
    const eight = encodeJpegLossless(GREY, COLUMNS, ROWS, 8);
    expect(await pixelsOf({ syntax: SYNTAX.jpegLossless, fragments: [eight] })).toEqual(GREY);
    const values = Uint16Array.from(GREY, (value) => value * 16);
    const deep = encodeJpegLossless(values, COLUMNS, ROWS, 16);
    const parts = {
      syntax: SYNTAX.jpegLossless,
      bits: 16 as const,
      elements: window(2040, 4081),
      fragments: [deep],
    };
    expect(await pixelsOf(parts)).toEqual(GREY);
  });

  test('JPEG 2000 and JPEG-LS, grey of 8 and 16 bits, and colour', async () => {
    const frame = { width: COLUMNS, height: ROWS, bitsPerSample: 8, componentCount: 1 };
    const deep = words(GREY, 16);
    const deepFrame = { ...frame, bitsPerSample: 16 };
    const colourFrame = { ...frame, componentCount: 3 };
    const colour = { photometric: 'RGB' };
    const cases: [string, DicomParts][] = [
      ['2000', { syntax: SYNTAX.jpeg2000, fragments: [await encodeJpeg2000(GREY, frame)] }],
      [
        '2000 deep',
        { syntax: SYNTAX.jpeg2000, bits: 16, fragments: [await encodeJpeg2000(deep, deepFrame)] },
      ],
      [
        '2000 colour',
        {
          ...colour,
          syntax: SYNTAX.jpeg2000,
          photometric: 'YBR_RCT',
          fragments: [await encodeJpeg2000(grey3, colourFrame)],
        },
      ],
      ['LS', { syntax: SYNTAX.jpegLs, fragments: [await encodeJpegLs(GREY, frame, 0)] }],
      ['LS deep', { syntax: SYNTAX.jpegLs, bits: 16, fragments: [await encodeJpegLs(deep, deepFrame, 0)] }],
      [
        'LS colour',
        { ...colour, syntax: SYNTAX.jpegLs, fragments: [await encodeJpegLs(grey3, colourFrame, 2)] },
      ],
      [
        'LS planes',
        { ...colour, syntax: SYNTAX.jpegLs, fragments: [await encodeJpegLs(planar3, colourFrame, 0)] },
      ],
    ];
    for (const [name, parts] of cases) {
      const elements = parts.bits === 16 ? window(2040, 4081) : [];
      expect(await pixelsOf({ ...parts, elements }), name).toEqual(GREY);
    }
  });

  test('loops with and without an offset table give the right frame', async () => {
    const frames = [0, 1, 2].map((f) => encodeRle([GREY.map((value) => (value + f * 30) % 256)]));
    const lengths = frames.map((frame) => frame.length + (frame.length % 2) + 8);
    const offsets = [0, lengths[0]!, lengths[0]! + lengths[1]!];
    for (const table of [[], offsets]) {
      const parts = { syntax: SYNTAX.rle, frames: 3, fragments: frames, offsets: table };
      for (const f of [0, 1, 2])
        expect(await pixelsOf(parts, f)).toEqual(GREY.map((v) => (v + f * 30) % 256));
    }
  });
});
