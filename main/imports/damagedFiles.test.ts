import fc from 'fast-check';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { FailureError } from '../../app/failure.ts';
import { isWordKey } from '../../app/words/say.ts';
import { readCaseTable } from './caseTable.ts';
import { decodeImage } from './decodeImage.ts';
import { encodeJpeg2000, encodeJpegLossless, encodeJpegLs, encodeRle } from './testing/encoders.ts';
import { makeBmp } from './testing/makeBmp.ts';
import { type Element, makeDicom, SYNTAX } from './testing/makeDicom.ts';

/** Whatever bytes arrive, reading ends in a picture or in a failure with a sentence: no crash, no hang, no stack trace. */

/** `FUZZ_RUNS=5000 npx vitest run main/imports/damagedFiles` looks further than every day's run. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 120);

const WIDTH = 40;
const HEIGHT = 36;
const GREY = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => (i * 37 + (i >> 5) * 11) % 256);
const size = { rows: HEIGHT, columns: WIDTH };
const region: Element[] = [
  [0x00186012, 'US', 1],
  [0x00186014, 'US', 1],
  [0x00186024, 'US', 3],
  [0x00186026, 'US', 3],
  [0x0018602c, 'FD', 0.007],
  [0x0018602e, 'FD', 0.009],
];

const wholeFiles: Record<string, Uint8Array> = {};
const names = [
  'png',
  'jpeg',
  'tiff',
  'bmp',
  'bmpRle',
  'dicom',
  'dicomImplicit',
  'dicomJpeg',
  'dicomRle',
  'dicomLossless',
  'dicomJpeg2000',
  'dicomJpegLs',
];

beforeAll(async () => {
  const grey = sharp(GREY, { raw: { width: WIDTH, height: HEIGHT, channels: 1 } }).toColourspace('b-w');
  const jpeg = new Uint8Array(await grey.clone().jpeg().toBuffer());
  wholeFiles.png = new Uint8Array(await grey.clone().png().toBuffer());
  wholeFiles.jpeg = jpeg;
  wholeFiles.tiff = new Uint8Array(await grey.clone().tiff({ compression: 'lzw' }).toBuffer());
  wholeFiles.bmp = makeBmp(GREY, WIDTH, HEIGHT, 8);
  wholeFiles.bmpRle = makeBmp(GREY, WIDTH, HEIGHT, 8, { rle8: true });
  const elements: Element[] = [
    [0x00186011, 'SQ', [region]],
    [0x00101010, 'AS', '043Y'],
  ];
  wholeFiles.dicom = makeDicom({ ...size, pixels: GREY, elements });
  wholeFiles.dicomImplicit = makeDicom({ ...size, syntax: SYNTAX.implicitLittle, pixels: GREY, elements });
  wholeFiles.dicomJpeg = makeDicom({ ...size, syntax: SYNTAX.jpegBaseline, fragments: [jpeg] });
  wholeFiles.dicomRle = makeDicom({
    ...size,
    syntax: SYNTAX.rle,
    fragments: [encodeRle([GREY])],
    offsets: [0],
  });
  const lossless = encodeJpegLossless(GREY, WIDTH, HEIGHT, 8);
  wholeFiles.dicomLossless = makeDicom({ ...size, syntax: SYNTAX.jpegLossless, fragments: [lossless] });
  const frame = { width: WIDTH, height: HEIGHT, bitsPerSample: 8, componentCount: 1 };
  const jpeg2000 = await encodeJpeg2000(GREY, frame);
  wholeFiles.dicomJpeg2000 = makeDicom({ ...size, syntax: SYNTAX.jpeg2000, fragments: [jpeg2000] });
  const jpegLs = await encodeJpegLs(GREY, frame, 0);
  wholeFiles.dicomJpegLs = makeDicom({ ...size, syntax: SYNTAX.jpegLs, fragments: [jpegLs] });
});

const change = fc.record({
  /** Where, as a share of the file; most damage is tried on headers. */
  at: fc.oneof(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.double({ min: 0, max: 0.2, noNaN: true })),
  kind: fc.constantFrom('set', 'remove', 'insert', 'cut', 'repeat'),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }),
});

function damage(file: Uint8Array, changes: { at: number; kind: string; bytes: Uint8Array }[]): Uint8Array {
  let bytes = Buffer.from(file);
  for (const { at, kind, bytes: noise } of changes) {
    const from = Math.floor(at * bytes.length);
    if (kind === 'set') bytes.set(noise.subarray(0, bytes.length - from), from);
    else if (kind === 'remove')
      bytes = Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + noise.length)]);
    else if (kind === 'insert') bytes = Buffer.concat([bytes.subarray(0, from), noise, bytes.subarray(from)]);
    else if (kind === 'cut') bytes = bytes.subarray(0, from);
    else bytes = Buffer.concat([bytes.subarray(0, from), bytes.subarray(Math.floor(from / 2))]);
  }
  return new Uint8Array(bytes);
}

async function endsWell(bytes: Uint8Array): Promise<void> {
  try {
    const { frame } = await decodeImage(bytes, 'file');
    expect(frame.pixels.length).toBe(frame.width * frame.height);
    expect(frame.spacingMmPerPx === null || frame.spacingMmPerPx > 0).toBe(true);
  } catch (thrown) {
    if (!(thrown instanceof FailureError)) throw thrown;
    expect(isWordKey(thrown.failure.code), thrown.failure.code).toBe(true);
    expect(thrown.failure.values.file).toBe('file');
  }
}

describe('a damaged file', () => {
  test.each(names)(
    '%s ends in a picture or in a named failure',
    async (name) => {
      await endsWell(wholeFiles[name]!);
      await fc.assert(
        fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
          await endsWell(damage(wholeFiles[name]!, changes));
        }),
        { seed: 11, numRuns: RUNS },
      );
    },
    600_000,
  );

  test('of noise behind any known beginning ends in a named failure', async () => {
    const beginnings = names.map((name) => wholeFiles[name]!.subarray(0, 4));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...beginnings),
        fc.uint8Array({ maxLength: 600 }),
        async (beginning, noise) => endsWell(Uint8Array.from([...beginning, ...noise])),
      ),
      { seed: 12, numRuns: RUNS },
    );
  });
});

describe('a table of anything', () => {
  test('gives rows and rejections or one named failure, and loses no row', () => {
    const cell = fc.oneof(
      fc.constantFrom(
        'a.png',
        'b.png',
        '"',
        '43',
        'F',
        '左',
        'x,y',
        '',
        '"a ""b""',
        '0.07',
        'r.txt',
        '\u0000',
      ),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
    );
    const line = fc.array(cell, { maxLength: 10 }).map((cells) => cells.join(','));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const text = ['label,transverse,report,age,sex,side,spacing', ...lines].join('\n');
        const file = { name: 'a.png', read: () => new Uint8Array(3) };
        try {
          const { rows, rejected } = readCaseTable(Buffer.from(text), (name) =>
            name === 'a.png' ? file : null,
          );
          for (const { failure } of rejected) {
            expect(isWordKey(failure.code), failure.code).toBe(true);
            expect(failure.code).not.toBe('unexpected.error');
          }
          for (const { facts, views } of rows) {
            expect(views.length).toBeGreaterThan(0);
            expect(facts.label.length).toBeGreaterThan(0);
          }
        } catch (thrown) {
          if (!(thrown instanceof FailureError)) throw thrown;
          expect(thrown.failure.code).toMatch(/^table\./);
        }
      }),
      { seed: 13, numRuns: RUNS * 3 },
    );
  });
});
