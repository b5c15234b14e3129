import dcmjs from 'dcmjs';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import type { Failure } from '../../../app/failure.ts';
import { isWordKey, LANGUAGES, sayFailure } from '../../../app/words/say.ts';
import { decodeImage } from '../decodeImage.ts';
import { encodeJpeg2000, encodeJpegLossless, encodeJpegLs, encodeRle } from '../testing/encoders.ts';
import { type DicomParts, type Element, makeDicom, SYNTAX } from '../testing/makeDicom.ts';

const ROWS = 48;
const COLUMNS = 64;
const COUNT = ROWS * COLUMNS;
const NAME = 'IM_0001';

/** A grey picture with gradients, edges and noise: 0 to 255. */
const GREY = Uint8Array.from({ length: COUNT }, (_, i) => {
  const x = i % COLUMNS;
  const y = Math.floor(i / COLUMNS);
  return (x * 3 + y * 2 + ((x >> 3) % 2) * 60 + ((i * 7919) % 13)) % 256;
});
const grey3 = Uint8Array.from({ length: COUNT * 3 }, (_, i) => GREY[Math.floor(i / 3)]!);
const planar3 = Uint8Array.from({ length: COUNT * 3 }, (_, i) => GREY[i % COUNT]!);

const decode = (parts: DicomParts, frame?: number) => decodeImage(makeDicom(parts), NAME, frame);
const pixelsOf = async (parts: DicomParts, frame?: number) => (await decode(parts, frame)).frame.pixels;

async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  const failure = await promise.then(
    () => null,
    (thrown: { failure?: Failure }) => thrown.failure,
  );
  if (!failure) throw new Error('did not fail with a typed failure');
  expect(isWordKey(failure.code), failure.code).toBe(true);
  for (const language of LANGUAGES) expect(sayFailure(language, failure)).toContain(NAME);
  return failure;
}

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

describe('the scale', () => {
  const region = (x: number, y: number, changes: Element[] = []): Element[] => {
    const own: Element[] = [
      [0x00186012, 'US', 1],
      [0x00186014, 'US', 1],
      [0x00186018, 'UL', 0],
      [0x0018601a, 'UL', 0],
      [0x0018601c, 'UL', 60],
      [0x0018601e, 'UL', 40],
      [0x00186024, 'US', 3],
      [0x00186026, 'US', 3],
      [0x0018602c, 'FD', x],
      [0x0018602e, 'FD', y],
    ];
    return [...own.filter(([tag]) => !changes.some(([other]) => other === tag)), ...changes].sort(
      ([a], [b]) => a - b,
    );
  };
  const scaleOf = async (...elements: Element[]) => {
    const { frame, spacingSource } = await decode({ pixels: GREY, elements });
    return [frame.spacingMmPerPx === null ? null : Number(frame.spacingMmPerPx.toFixed(6)), spacingSource];
  };

  test('comes from the ultrasound region, centimetres to millimetres', async () => {
    expect(await scaleOf([0x00186011, 'SQ', [region(0.007, 0.007)]])).toEqual([0.07, 'dicomRegion']);
    expect(await scaleOf([0x00186011, 'SQ', [region(0.007, -0.007)]])).toEqual([0.07, 'dicomRegion']);
  });

  test('is not taken from regions of flow, of other units, or from spectra', async () => {
    for (const change of [
      [0x00186014, 'US', 2],
      [0x00186024, 'US', 4],
      [0x00186012, 'US', 3],
    ] as Element[]) {
      expect(await scaleOf([0x00186011, 'SQ', [region(0.007, 0.007, [change])]])).toEqual([null, null]);
    }
  });

  test('is unknown where two tissue regions of similar size disagree', async () => {
    const twin = region(0.009, 0.009);
    expect(await scaleOf([0x00186011, 'SQ', [region(0.007, 0.007), twin]])).toEqual([null, null]);
    const small = region(0.009, 0.009, [[0x0018601c, 'UL', 12]]);
    expect(await scaleOf([0x00186011, 'SQ', [small, region(0.007, 0.007)]])).toEqual([0.07, 'dicomRegion']);
  });

  test('falls back to the pixel spacing, and to none where it is impossible', async () => {
    expect(await scaleOf([0x00280030, 'DS', '0.08\\0.08'])).toEqual([0.08, 'dicomPixelSpacing']);
    expect(await scaleOf([0x00181164, 'DS', '0.09\\0.09'])).toEqual([0.09, 'dicomPixelSpacing']);
    expect(await scaleOf([0x00186011, 'SQ', [region(7, 7)]], [0x00280030, 'DS', '0.08\\0.08'])).toEqual([
      0.08,
      'dicomPixelSpacing',
    ]);
    for (const value of ['0\\0', '50\\50', 'abc', '-1\\-1', '0.1\\1']) {
      expect(await scaleOf([0x00280030, 'DS', value]), value).toEqual([null, null]);
    }
    expect(await scaleOf()).toEqual([null, null]);
  });

  test('of oblong pixels makes the picture square, the anatomy true', async () => {
    // a disc 24 px wide and 12 px high, where rows are twice as far apart as columns
    const disc = Uint8Array.from({ length: COUNT }, (_, i) => {
      const x = ((i % COLUMNS) - 32) / 12;
      const y = (Math.floor(i / COLUMNS) - 24) / 6;
      return x * x + y * y <= 1 ? 255 : 0;
    });
    const { frame } = await decode({ pixels: disc, elements: [[0x00280030, 'DS', '0.2\\0.1']] });
    expect([frame.width, frame.height, frame.spacingMmPerPx]).toEqual([64, 96, 0.1]);
    const inside = (row: number, column: number) => frame.pixels[row * 64 + column]! > 127;
    const across = Array.from({ length: 64 }, (_, x) => inside(48, x)).filter(Boolean).length;
    const down = Array.from({ length: 96 }, (_, y) => inside(y, 32)).filter(Boolean).length;
    expect(Math.abs(across - down)).toBeLessThanOrEqual(2);
    const aspect = await decode({ pixels: disc, elements: [[0x00280034, 'IS', '2\\1']] });
    expect([aspect.frame.width, aspect.frame.height, aspect.frame.spacingMmPerPx]).toEqual([64, 96, null]);
  });
});

describe('of the patient', () => {
  test('only age, sex and side are read', async () => {
    const elements: Element[] = [
      [0x00080005, 'CS', 'ISO_IR 192'],
      [0x00100010, 'PN', '王^芳'],
      [0x00100040, 'CS', 'F'],
      [0x00101010, 'AS', '043Y'],
      [0x0008103e, 'LO', 'Thyroid LT lobe LONG'],
    ];
    const decoded = await decode({ pixels: GREY, elements });
    expect(decoded).toMatchObject({ ageYears: 43, sex: 'F', sideGuess: 'left', viewGuess: 'longitudinal' });
    const kept = JSON.stringify({ ...decoded, frame: null });
    for (const secret of ['王', 'SECRET', 'Secret', '1.2.3.4']) expect(kept).not.toContain(secret);
  });

  test.each([
    ['018M', 1],
    ['099Y', 99],
    ['150Y', null],
    ['43', null],
  ])('the age %s means %s', async (text, years) => {
    const decoded = await decode({ pixels: GREY, elements: [[0x00101010, 'AS', text]] });
    expect(decoded.ageYears).toBe(years);
  });

  test('the age is reckoned from the dates where it is not written', async () => {
    const dates = (study: string): Element[] => [
      [0x00080020, 'DA', study],
      [0x00100030, 'DA', '19830615'],
    ];
    expect((await decode({ pixels: GREY, elements: dates('20260614') })).ageYears).toBe(42);
    expect((await decode({ pixels: GREY, elements: dates('20260615') })).ageYears).toBe(43);
  });

  test('the laterality tag outranks words', async () => {
    const elements: Element[] = [
      [0x00200062, 'CS', 'R'],
      [0x0008103e, 'LO', 'left'],
    ];
    expect((await decode({ pixels: GREY, elements })).sideGuess).toBe('right');
  });

  test('a code names the view', async () => {
    const code: Element[] = [
      [0x00080100, 'SH', 'G-A138'],
      [0x00080104, 'LO', 'Transverse'],
    ];
    expect((await decode({ pixels: GREY, elements: [[0x00540220, 'SQ', [code]]] })).viewGuess).toBe(
      'transverse',
    );
  });
});

describe('what cannot be read is refused by name', () => {
  test.each([
    ['another modality', { modality: 'CT', pixels: GREY }, 'dicom.notUltrasound', { modality: 'CT' }],
    ['no picture', { pixels: null }, 'dicom.noPixels', {}],
    [
      'High-Throughput JPEG 2000',
      { syntax: '1.2.840.10008.1.2.4.201', fragments: [GREY] },
      'dicom.unsupportedSyntax',
      { syntax: 'High-Throughput JPEG 2000' },
    ],
    [
      'an unknown transfer syntax',
      { syntax: '1.2.3.4.5', fragments: [GREY] },
      'dicom.unsupportedSyntax',
      { syntax: '1.2.3.4.5' },
    ],
    ['pixels cut off', { pixels: GREY.subarray(0, 1000) }, 'dicom.damaged', {}],
    ['a damaged JPEG', { syntax: SYNTAX.jpegBaseline, fragments: [GREY] }, 'dicom.damaged', {}],
    ['a damaged RLE', { syntax: SYNTAX.rle, fragments: [GREY.subarray(0, 100)] }, 'dicom.damaged', {}],
    ['a damaged lossless JPEG', { syntax: SYNTAX.jpegLossless, fragments: [GREY] }, 'dicom.damaged', {}],
    ['a damaged JPEG 2000', { syntax: SYNTAX.jpeg2000, fragments: [GREY] }, 'dicom.damaged', {}],
    ['a damaged JPEG-LS', { syntax: SYNTAX.jpegLs, fragments: [GREY] }, 'dicom.damaged', {}],
    [
      '32 bits',
      { pixels: GREY, elements: [[0x00280100, 'US', 32]] as Element[] },
      'dicom.unsupportedPixels',
      {},
    ],
    [
      'a colour space of video',
      { photometric: 'YBR_PARTIAL_420', pixels: grey3 },
      'dicom.unsupportedPixels',
      {},
    ],
    ['one pixel', { rows: 1, columns: 1, pixels: new Uint8Array(2) }, 'image.tooSmall', { width: 1 }],
    ['20,000 columns', { rows: 40, columns: 20_000, pixels: new Uint8Array(800_000) }, 'image.tooLarge', {}],
    ['a palette that is not there', { photometric: 'PALETTE COLOR', pixels: GREY }, 'dicom.damaged', {}],
  ] satisfies [string, DicomParts, string, object][])('%s', async (_name, parts, code, values) => {
    const failure = await failureOf(decode(parts));
    expect(failure).toMatchObject({ code, values });
  });

  test('a file cut off anywhere', async () => {
    const whole = makeDicom({ pixels: GREY });
    for (const length of [132, 140, 200, 300, 350, whole.length - 10]) {
      const failure = await failureOf(decodeImage(whole.slice(0, length), NAME));
      expect(failure.code, String(length)).toMatch(/^dicom\.(damaged|noPixels|notUltrasound)$/);
    }
  });

  test('JPEG of 12 bits', async () => {
    const parts = { syntax: '1.2.840.10008.1.2.4.51', bits: 16 as const, fragments: [GREY] };
    const failure = await failureOf(
      decode({
        ...parts,
        elements: [
          [0x00280101, 'US', 12],
          [0x00280102, 'US', 11],
        ],
      }),
    );
    expect(failure).toMatchObject({ code: 'dicom.unsupportedSyntax', values: { syntax: 'JPEG, 12 bits' } });
  });

  test('a file without modality is read where its class is ultrasound', async () => {
    expect((await decode({ modality: null, pixels: GREY })).frame.width).toBe(64);
    const other: Element[] = [[0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.2']];
    expect((await failureOf(decode({ modality: null, pixels: GREY, elements: other }))).code).toBe(
      'dicom.notUltrasound',
    );
  });
});

function swapped(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(bytes, (_, i) => bytes[i ^ 1]!);
}

function words(values: Uint8Array, factor: number, plus = 0): Uint8Array {
  return new Uint8Array(Int16Array.from(values, (value) => value * factor + plus).buffer);
}

function luminanceOnly(values: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: values.length * 3 }, (_, i) => (i % 3 === 0 ? values[i / 3]! : 128));
}

function shared422(values: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: values.length * 2 }, (_, i) =>
    i % 4 < 2 ? values[Math.floor(i / 4) * 2 + (i % 4)]! : 128,
  );
}

/** Window Center and Width; 0 to 4080 is shown as 0 to 255 by centre 2040.5 and width 4081. */
function window(centre: number, width: number): Element[] {
  return [
    [0x00281050, 'DS', String(centre + 0.5)],
    [0x00281051, 'DS', String(width)],
  ];
}

function withoutMarker(jpeg: Uint8Array, marker: number): Uint8Array {
  const at = jpeg.findIndex((byte, i) => byte === 0xff && jpeg[i + 1] === marker);
  if (at < 0) return jpeg;
  const length = 2 + (jpeg[at + 2]! << 8) + jpeg[at + 3]!;
  return Uint8Array.from([...jpeg.subarray(0, at), ...jpeg.subarray(at + length)]);
}
