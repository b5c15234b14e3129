import { describe, expect, test } from 'vitest';
import { decodeImage } from '../decodeImage.ts';
import { type DicomParts, type Element, makeDicom, SYNTAX } from '../testing/makeDicom.ts';
import { decode, failureOf, GREY, grey3, NAME } from './testing/greyDicom.ts';

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
