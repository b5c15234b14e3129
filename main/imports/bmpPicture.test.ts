import { describe, expect, test } from 'vitest';
import { decodeBmp } from './bmpPicture.ts';
import { toGrey } from './colourPicture.ts';
import { makeBmp } from './testing/makeBmp.ts';

const WIDTH = 45;
const HEIGHT = 33;
const GREY = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => ((i >> 2) * 29) % 256);
const greyOf = (bytes: Uint8Array) => toGrey(decodeBmp(bytes, 'a.bmp')).pixels;

describe('a bitmap', () => {
  test.each([24, 32, 8] as const)('of %i bits gives its pixels, from the top or from the bottom', (bits) => {
    expect(greyOf(makeBmp(GREY, WIDTH, HEIGHT, bits))).toEqual(GREY);
    expect(greyOf(makeBmp(GREY, WIDTH, HEIGHT, bits, { topDown: true }))).toEqual(GREY);
  });

  test.each([1, 4] as const)('of %i bits gives its nearest level', (bits) => {
    const top = 2 ** bits - 1;
    const levels = GREY.map((value) => Math.round((Math.round((value * top) / 255) * 255) / top));
    expect(greyOf(makeBmp(GREY, WIDTH, HEIGHT, bits))).toEqual(levels);
  });

  test('packed in runs gives its pixels', () => {
    expect(greyOf(makeBmp(GREY, WIDTH, HEIGHT, 8, { rle8: true }))).toEqual(GREY);
  });

  test('that is cut off is refused', () => {
    const file = makeBmp(GREY, WIDTH, HEIGHT, 24);
    expect(() => decodeBmp(file.subarray(0, file.length - 200), 'a.bmp')).toThrow(/image.damaged/);
  });

  test.each<[string, (file: Buffer) => unknown]>([
    ['an impossible depth', (file) => file.writeUInt16LE(7, 28)],
    ['an unknown packing', (file) => file.writeUInt32LE(5, 30)],
    ['unusual channel masks', (file) => [file.writeUInt16LE(32, 28), file.writeUInt32LE(3, 30)]],
    ['a negative width', (file) => file.writeInt32LE(-45, 18)],
    ['its pixels beyond its end', (file) => file.writeUInt32LE(4_000_000_000, 10)],
    ['an old header', (file) => file.writeUInt32LE(12, 14)],
  ])('that has %s is refused', (_what, spoil) => {
    const file = Buffer.from(makeBmp(GREY, WIDTH, HEIGHT, 24));
    spoil(file);
    expect(() => decodeBmp(file, 'a.bmp')).toThrow(/image.damaged/);
  });

  test('of 20,000 pixels is refused before any memory is taken', () => {
    const file = Buffer.from(makeBmp(GREY, WIDTH, HEIGHT, 24));
    file.writeInt32LE(20_000, 18);
    file.writeInt32LE(-2_147_483_648, 22);
    expect(() => decodeBmp(file, 'a.bmp')).toThrow(/image.tooLarge/);
  });
});
