import dcmjs from 'dcmjs';
import { describe, expect, test } from 'vitest';
import { decodeImage } from '../decodeImage.ts';
import { type DicomParts, type Element, makeDicom, SYNTAX } from '../testing/makeDicom.ts';
import {
  COLUMNS,
  COUNT,
  decode,
  failureOf,
  GREY,
  grey3,
  luminanceOnly,
  NAME,
  pixelsOf,
  planar3,
  ROWS,
  shared422,
  swapped,
  window,
  words,
} from './testing/greyDicom.ts';

describe('uncompressed pixels', () => {
  test.each([
    ['explicit little endian', { pixels: GREY }],
    ['implicit little endian', { syntax: SYNTAX.implicitLittle, pixels: GREY }],
    ['explicit big endian, bytes', { syntax: SYNTAX.explicitBig, pixels: GREY }],
    [
      'explicit big endian, words',
      { syntax: SYNTAX.explicitBig, pixels: swapped(GREY), pixelVr: 'OW' as const },
    ],
    ['RGB', { photometric: 'RGB', pixels: grey3 }],
    [
      'RGB in planes',
      { photometric: 'RGB', pixels: planar3, elements: [[0x00280006, 'US', 1]] as Element[] },
    ],
    ['YBR_FULL without colour', { photometric: 'YBR_FULL', pixels: luminanceOnly(GREY) }],
    ['YBR_FULL_422 without colour', { photometric: 'YBR_FULL_422', pixels: shared422(GREY) }],
    ['MONOCHROME1', { photometric: 'MONOCHROME1', pixels: GREY.map((v) => 255 - v) }],
    ['16 bits with a window', { bits: 16, pixels: words(GREY, 16), elements: window(2048 - 8, 4081) }],
    [
      '16 bits big endian',
      {
        syntax: SYNTAX.explicitBig,
        bits: 16,
        pixels: swapped(words(GREY, 16)),
        elements: window(2040, 4081),
      },
    ],
    [
      'signed 16 bits',
      {
        bits: 16,
        pixels: words(GREY, 16, -2000),
        elements: [...window(40, 4081), [0x00280103, 'US', 1]] as Element[],
      },
    ],
    [
      'rescaled values',
      {
        bits: 16,
        pixels: words(GREY, 1),
        elements: [...window(628, 511), [0x00281053, 'DS', '2'], [0x00281052, 'DS', '373']] as Element[],
      },
    ],
  ] satisfies [string, DicomParts][])('%s give the picture', async (_name, parts: DicomParts) => {
    const pixels = await pixelsOf(parts);
    const worst = pixels.reduce((most, value, i) => Math.max(most, Math.abs(value - GREY[i]!)), 0);
    expect(worst).toBeLessThanOrEqual(/YBR/.test(parts.photometric ?? '') || parts.bits === 16 ? 1 : 0);
  });

  test('12 stored bits without a window are spread from their least to their largest value', async () => {
    const values = words(GREY, 4, 100);
    const elements: Element[] = [
      [0x00280101, 'US', 12],
      [0x00280102, 'US', 11],
    ];
    const pixels = await pixelsOf({ bits: 16, pixels: values, elements });
    expect([Math.min(...pixels), Math.max(...pixels)]).toEqual([0, 255]);
  });

  test('RGB colour becomes luminance and is noticed', async () => {
    const red = Uint8Array.from({ length: COUNT * 3 }, (_, i) => (i % 3 === 0 ? 200 : 10));
    const decoded = await decode({ photometric: 'RGB', pixels: red });
    // 0.299 × 200 + 0.701 × 10
    expect(decoded.frame.pixels[0]).toBe(67);
    expect(decoded.colour).toBe(true);
    expect(decoded.findings.map((finding) => finding.code)).toContain('colour');
  });

  test('YBR_FULL colour is the colour of PS3.3 C.7.6.3.1.2', async () => {
    // pure red, by hand: Y = 76.245, Cb = 84.97, Cr = 255.5
    const pixels = Uint8Array.from({ length: COUNT * 3 }, (_, i) => [76, 85, 255][i % 3]!);
    const decoded = await decode({ photometric: 'YBR_FULL', pixels });
    expect(decoded.frame.pixels[0]).toBeGreaterThan(73);
    expect(decoded.frame.pixels[0]).toBeLessThan(79);
    expect(decoded.colour).toBe(true);
  });

  test('PALETTE COLOR is looked up, 8 and 16 bits', async () => {
    const inverse = Uint8Array.from({ length: 256 }, (_, i) => 255 - i);
    const palette = (bits: 8 | 16): Element[] => {
      const data =
        bits === 8 ? inverse : Uint8Array.from({ length: 512 }, (_, i) => (i % 2 ? inverse[i >> 1]! : 0x55));
      return [0x00281101, 0x00281102, 0x00281103].flatMap((tag) => [
        [tag, 'US', [256, 0, bits]] as Element,
        [tag + 0x100, 'OW', data] as Element,
      ]);
    };
    for (const bits of [8, 16] as const) {
      const pixels = await pixelsOf({ photometric: 'PALETTE COLOR', pixels: GREY, elements: palette(bits) });
      expect(pixels).toEqual(GREY.map((value) => 255 - value));
    }
  });

  test('of a loop give the middle frame unless another is asked for', async () => {
    const loop = new Uint8Array(COUNT * 5);
    for (let f = 0; f < 5; f++) loop.fill(f * 50, f * COUNT, (f + 1) * COUNT);
    const middle = await decode({ frames: 5, pixels: loop });
    expect([middle.frames, middle.frameIndex, middle.frame.pixels[0]]).toEqual([5, 2, 100]);
    expect((await pixelsOf({ frames: 5, pixels: loop }, 4))[0]).toBe(200);
    const failure = await failureOf(decode({ frames: 5, pixels: loop }, 5));
    expect(failure).toMatchObject({ code: 'image.noSuchFrame', values: { frame: 6, frames: 5 } });
  });

  test('written by dcmjs itself are read the same', async () => {
    const dict = new dcmjs.data.DicomDict({ '00020010': { vr: 'UI', Value: [SYNTAX.explicitLittle] } });
    const put = (tag: string, vr: string, value: unknown) => {
      dict.dict[tag] = { vr, Value: [value] };
    };
    put('00080060', 'CS', 'US');
    put('00280002', 'US', 1);
    put('00280004', 'CS', 'MONOCHROME2');
    put('00280010', 'US', ROWS);
    put('00280011', 'US', COLUMNS);
    put('00280100', 'US', 8);
    put('00280101', 'US', 8);
    put('00280102', 'US', 7);
    put('00280103', 'US', 0);
    put('7FE00010', 'OB', GREY.buffer.slice(0));
    const decoded = await decodeImage(new Uint8Array(dict.write()), NAME);
    expect(decoded.frame.pixels).toEqual(GREY);
  });
});

describe('files as they come', () => {
  test('with a TIFF header in the preamble are DICOM all the same', async () => {
    const file = makeDicom({ pixels: GREY });
    file.set([0x49, 0x49, 0x2a, 0x00, 0x08], 0);
    expect((await decodeImage(file, NAME)).format).toBe('dicom');
  });

  test.each(['\\ISO 2022 IR 58', 'GB18030', 'ISO 2022 IR 13\\ISO 2022 IR 87', 'NO SUCH SET'])(
    'with the character set %s are read',
    async (set) => {
      const elements: Element[] = [[0x00080005, 'CS', set]];
      expect(await pixelsOf({ pixels: GREY, elements })).toEqual(GREY);
    },
  );

  test('of odd size in big endian words keep every pixel of every frame', async () => {
    const odd = Uint8Array.from({ length: 33 * 35 * 3 + 1 }, (_, i) => (i * 7) % 256);
    const parts = { syntax: SYNTAX.explicitBig, rows: 33, columns: 35, frames: 3, pixelVr: 'OW' as const };
    for (const frame of [0, 1, 2]) {
      const pixels = await pixelsOf({ ...parts, pixels: swapped(odd) }, frame);
      expect(pixels).toEqual(odd.slice(frame * 33 * 35, (frame + 1) * 33 * 35));
    }
  });
});
