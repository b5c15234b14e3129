import { expect } from 'vitest';
import type { Failure } from '../../../../app/failure.ts';
import { isWordKey, LANGUAGES, sayFailure } from '../../../../app/words/say.ts';
import { decodeImage } from '../../decodeImage.ts';
import { type DicomParts, type Element, makeDicom } from '../../testing/makeDicom.ts';

/** One grey picture as DICOM in every way it may be written, for the tests of the decoder. */

export const ROWS = 48;
export const COLUMNS = 64;
export const COUNT = ROWS * COLUMNS;
export const NAME = 'IM_0001';

/** A grey picture with gradients, edges and noise: 0 to 255. */
export const GREY = Uint8Array.from({ length: COUNT }, (_, i) => {
  const x = i % COLUMNS;
  const y = Math.floor(i / COLUMNS);
  return (x * 3 + y * 2 + ((x >> 3) % 2) * 60 + ((i * 7919) % 13)) % 256;
});
export const grey3 = Uint8Array.from({ length: COUNT * 3 }, (_, i) => GREY[Math.floor(i / 3)]!);
export const planar3 = Uint8Array.from({ length: COUNT * 3 }, (_, i) => GREY[i % COUNT]!);

export const decode = (parts: DicomParts, frame?: number) => decodeImage(makeDicom(parts), NAME, frame);
export const pixelsOf = async (parts: DicomParts, frame?: number) =>
  (await decode(parts, frame)).frame.pixels;

export async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  const failure = await promise.then(
    () => null,
    (thrown: { failure?: Failure }) => thrown.failure,
  );
  if (!failure) throw new Error('did not fail with a typed failure');
  expect(isWordKey(failure.code), failure.code).toBe(true);
  for (const language of LANGUAGES) expect(sayFailure(language, failure)).toContain(NAME);
  return failure;
}

export function swapped(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(bytes, (_, i) => bytes[i ^ 1]!);
}

export function words(values: Uint8Array, factor: number, plus = 0): Uint8Array {
  return new Uint8Array(Int16Array.from(values, (value) => value * factor + plus).buffer);
}

export function luminanceOnly(values: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: values.length * 3 }, (_, i) => (i % 3 === 0 ? values[i / 3]! : 128));
}

export function shared422(values: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: values.length * 2 }, (_, i) =>
    i % 4 < 2 ? values[Math.floor(i / 4) * 2 + (i % 4)]! : 128,
  );
}

/** Window Center and Width; 0 to 4080 is shown as 0 to 255 by centre 2040.5 and width 4081. */
export function window(centre: number, width: number): Element[] {
  return [
    [0x00281050, 'DS', String(centre + 0.5)],
    [0x00281051, 'DS', String(width)],
  ];
}

export function withoutMarker(jpeg: Uint8Array, marker: number): Uint8Array {
  const at = jpeg.findIndex((byte, i) => byte === 0xff && jpeg[i + 1] === marker);
  if (at < 0) return jpeg;
  const length = 2 + (jpeg[at + 2]! << 8) + jpeg[at + 3]!;
  return Uint8Array.from([...jpeg.subarray(0, at), ...jpeg.subarray(at + length)]);
}
