import loadCharls from '@cornerstonejs/codec-charls';
import loadOpenJpeg from '@cornerstonejs/codec-openjpeg';
import { concat } from './makeDicom.ts';

/** Encoders for tests: what the product only decodes. */

/** One RLE frame (PS3.5 annex G) of byte planes, most significant first; literal and repeated runs. */
export function encodeRle(planes: readonly Uint8Array[]): Uint8Array {
  const segments = planes.map(packBits);
  const header = new DataView(new ArrayBuffer(64));
  header.setUint32(0, segments.length, true);
  let at = 64;
  segments.forEach((segment, i) => {
    header.setUint32(4 + 4 * i, at, true);
    at += segment.length;
  });
  return concat([new Uint8Array(header.buffer), ...segments]);
}

function packBits(bytes: Uint8Array): Uint8Array {
  const out: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    let run = 1;
    while (run < 128 && bytes[at + run] === bytes[at] && at + run < bytes.length) run++;
    if (run > 1) {
      out.push(257 - run, bytes[at]!);
      at += run;
      continue;
    }
    let literal = 1;
    while (literal < 128 && at + literal < bytes.length && bytes[at + literal] !== bytes[at + literal - 1])
      literal++;
    out.push(literal - 1, ...bytes.subarray(at, at + literal));
    at += literal;
  }
  if (out.length % 2) out.push(128);
  return Uint8Array.from(out);
}

/**
 * JPEG lossless, process 14, predictor 1 (ITU-T T.81 annex H), one component of 8 or 16 bits: every difference
 * category gets a code of five bits.
 */
export function encodeJpegLossless(
  values: ArrayLike<number>,
  width: number,
  height: number,
  bits: number,
): Uint8Array {
  const categories = 17;
  const segment = (marker: number, body: number[]) => [
    0xff,
    marker,
    (body.length + 2) >> 8,
    (body.length + 2) & 255,
    ...body,
  ];
  const counts = [0, 0, 0, 0, categories, ...Array(11).fill(0)];
  const head = [
    0xff,
    0xd8,
    ...segment(0xc3, [bits, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]),
    ...segment(0xc4, [0, ...counts, ...Array.from({ length: categories }, (_, i) => i)]),
    ...segment(0xda, [1, 1, 0, 1, 0, 0]),
  ];
  const out: number[] = [];
  let buffer = 0;
  let filled = 0;
  const put = (value: number, length: number) => {
    for (let i = length - 1; i >= 0; i--) {
      buffer = (buffer << 1) | ((value >> i) & 1);
      if (++filled === 8) {
        out.push(buffer);
        if (buffer === 0xff) out.push(0);
        buffer = 0;
        filled = 0;
      }
    }
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const predicted = x > 0 ? values[at - 1]! : y > 0 ? values[at - width]! : 2 ** (bits - 1);
      const difference = values[at]! - predicted;
      const category = difference === 0 ? 0 : Math.floor(Math.log2(Math.abs(difference))) + 1;
      put(category, 5);
      if (category && category < 16)
        put(difference > 0 ? difference : difference + 2 ** category - 1, category);
    }
  }
  if (filled) put((1 << (8 - filled)) - 1, 8 - filled);
  return Uint8Array.from([...head, ...out, 0xff, 0xd9]);
}

/** The loaders keep and change what they are given: a new one each time. */
const quiet = () => ({ print: () => {}, printErr: () => {} });

/** JPEG 2000, lossless, samples pixel by pixel. */
export async function encodeJpeg2000(bytes: Uint8Array, frame: CodecFrame): Promise<Uint8Array> {
  const { J2KEncoder } = await loadOpenJpeg(quiet());
  const encoder = new J2KEncoder();
  const isUsingColorTransform = frame.componentCount === 3;
  encoder.getDecodedBuffer({ ...frame, isSigned: false, isUsingColorTransform }).set(bytes);
  encoder.encode();
  return new Uint8Array(encoder.getEncodedBuffer());
}

/** JPEG-LS, lossless; interleave mode 0 takes planes, 2 takes samples pixel by pixel. */
export async function encodeJpegLs(
  bytes: Uint8Array,
  frame: CodecFrame,
  interleave: 0 | 2,
): Promise<Uint8Array> {
  const { JpegLSEncoder } = await loadCharls(quiet());
  const encoder = new JpegLSEncoder();
  encoder.getDecodedBuffer(frame).set(bytes);
  encoder.setInterleaveMode(interleave);
  encoder.encode();
  return new Uint8Array(encoder.getEncodedBuffer());
}
