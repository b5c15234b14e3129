import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { decodeImage } from '../../../main/imports/decodeImage.ts';
import { readSmear } from '../../../main/imports/smearPicture.ts';
import {
  encodeJpeg2000,
  encodeJpegLossless,
  encodeJpegLs,
  encodeRle,
} from '../../../main/imports/testing/encoders.ts';
import { makeBmp } from '../../../main/imports/testing/makeBmp.ts';
import { type Element, makeDicom, SYNTAX } from '../../../main/imports/testing/makeDicom.ts';
import { refusedOr, type Target } from '../target.ts';

const WIDTH = 40;
const HEIGHT = 36;
const GREY = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => (i * 37 + (i >> 5) * 11) % 256);
const size = { rows: HEIGHT, columns: WIDTH };
const frame = { width: WIDTH, height: HEIGHT, bitsPerSample: 8, componentCount: 1 };

/** Reads a picture as every import does; a frame whose size and pixels disagree is a fault of ours. */
const feed: Target['feed'] = (bytes) =>
  refusedOr(async () => {
    const { frame: read } = await decodeImage(bytes, 'file');
    if (read.pixels.length !== read.width * read.height) throw new Error('pixels and size disagree');
    const { spacingMmPerPx } = read;
    if (spacingMmPerPx !== null && !(spacingMmPerPx > 0 && Number.isFinite(spacingMmPerPx)))
      throw new Error(`a spacing of ${spacingMmPerPx}`);
  });

/** PNG, JPEG, BMP and TIFF, drawn here and, where they are at hand, real ultrasound frames and smears. */
export async function pictures(shared: string | null): Promise<Target> {
  const grey = sharp(GREY, { raw: { width: WIDTH, height: HEIGHT, channels: 1 } }).toColourspace('b-w');
  const seeds = [
    await grey.clone().png().toBuffer(),
    await grey.clone().png({ palette: true }).toBuffer(),
    await grey.clone().jpeg().toBuffer(),
    await grey.clone().jpeg({ progressive: true }).toBuffer(),
    await grey.clone().tiff({ compression: 'lzw' }).toBuffer(),
    await grey.clone().tiff({ compression: 'none', tile: true, tileWidth: 16, tileHeight: 16 }).toBuffer(),
    await grey.clone().tiff({ compression: 'deflate' }).toBuffer(),
    ...([1, 4, 8, 24, 32] as const).map((bits) => makeBmp(GREY, WIDTH, HEIGHT, bits)),
    makeBmp(GREY, WIDTH, HEIGHT, 8, { rle8: true }),
  ];
  return { seeds: [...seeds, ...realPictures(shared, ['ddti', 'tn5000', 'tg3k'])], feed };
}

/** DICOM in each transfer syntax, with regions, nested sequences, palettes and several frames. */
export async function dicom(): Promise<Target> {
  const region: Element[] = [
    [0x00186012, 'US', 1],
    [0x00186014, 'US', 1],
    [0x00186024, 'US', 3],
    [0x00186026, 'US', 3],
    [0x0018602c, 'FD', 0.007],
    [0x0018602e, 'FD', 0.009],
  ];
  const nested: Element = [
    0x00540220,
    'SQ',
    [
      [
        [0x00080104, 'LO', 'transverse'],
        [
          0x00540222,
          'SQ',
          [
            [
              [0x00080104, 'LO', 'left'],
              [0x00540222, 'SQ', [[]]],
            ],
          ],
        ],
      ],
    ],
  ];
  const elements: Element[] = [[0x00186011, 'SQ', [region]], [0x00101010, 'AS', '043Y'], nested];
  const jpeg = await sharp(GREY, { raw: { width: WIDTH, height: HEIGHT, channels: 1 } })
    .toColourspace('b-w')
    .jpeg()
    .toBuffer();
  const two = new Uint8Array([...GREY, ...GREY]);
  const wide = new Uint8Array(GREY.length * 2);
  const rgb = new Uint8Array(GREY.length * 3);
  const deep = Array.from({ length: 60 }).reduce<Element[]>((inner) => [[0x00540220, 'SQ', [inner]]], []);
  const palette: Element[] = [0x00281101, 0x00281102, 0x00281103].flatMap((tag): Element[] => [
    [tag, 'US', [256, 0, 8]],
    [tag + 0x100, 'OW', new Uint8Array(256)],
  ]);
  return {
    seeds: [
      makeDicom({ ...size, pixels: GREY, elements }),
      makeDicom({ ...size, syntax: SYNTAX.implicitLittle, pixels: GREY, elements }),
      makeDicom({ ...size, syntax: SYNTAX.explicitBig, pixels: GREY, pixelVr: 'OW', elements }),
      makeDicom({ ...size, frames: 2, pixels: two, elements: deep }),
      makeDicom({
        ...size,
        bits: 16,
        pixels: wide,
        elements: [
          [0x00281050, 'DS', '100'],
          [0x00281051, 'DS', '200'],
        ],
      }),
      makeDicom({ ...size, photometric: 'RGB', pixels: rgb }),
      makeDicom({ ...size, photometric: 'YBR_FULL_422', pixels: rgb }),
      makeDicom({ ...size, photometric: 'PALETTE COLOR', pixels: GREY, elements: palette }),
      makeDicom({ ...size, syntax: SYNTAX.jpegBaseline, fragments: [jpeg], elements }),
      makeDicom({ ...size, syntax: SYNTAX.rle, fragments: [encodeRle([GREY])], offsets: [0] }),
      makeDicom({
        ...size,
        syntax: SYNTAX.jpegLossless,
        fragments: [encodeJpegLossless(GREY, WIDTH, HEIGHT, 8)],
      }),
      makeDicom({ ...size, syntax: SYNTAX.jpeg2000, fragments: [await encodeJpeg2000(GREY, frame)] }),
      makeDicom({ ...size, syntax: SYNTAX.jpegLs, fragments: [await encodeJpegLs(GREY, frame, 0)] }),
    ],
    feed,
  };
}

/** Needle-cytology pictures, in colour. */
export async function smears(shared: string | null): Promise<Target> {
  const stain = Uint8Array.from(
    { length: 128 * 128 * 3 },
    (_, i) => [200, 120, 190][i % 3]! + ((i * 7) % 40),
  );
  const picture = sharp(stain, { raw: { width: 128, height: 128, channels: 3 } });
  return {
    seeds: [
      await picture.clone().png().toBuffer(),
      await picture.clone().jpeg().toBuffer(),
      ...realPictures(shared, ['fnab']),
    ],
    feed: (bytes) => refusedOr(() => readSmear(bytes, 'file')),
  };
}

const REAL_BYTES_MAX = 60_000;
const REAL_EACH = 4;

/** A few small real files of each data set; none where the data sets are not on this machine. */
function realPictures(shared: string | null, sets: readonly string[]): Uint8Array[] {
  return sets.flatMap((set) => {
    const folder = shared === null ? '' : join(shared, 'datasets', set, 'images');
    if (!existsSync(folder)) return [];
    const small = readdirSync(folder)
      .sort()
      .slice(0, 400)
      .map((name) => join(folder, name))
      .filter((file) => statSync(file).size <= REAL_BYTES_MAX && isPicture(file));
    return small.slice(0, REAL_EACH).map((file) => new Uint8Array(readFileSync(file)));
  });
}

/** Large files may be left as pointers to a store elsewhere. */
function isPicture(file: string): boolean {
  const start = Buffer.alloc(2);
  const handle = openSync(file, 'r');
  readSync(handle, start, 0, 2, 0);
  closeSync(handle);
  return start[0] === 0xff || start[0] === 0x89 || start.toString('latin1') === 'BM';
}
