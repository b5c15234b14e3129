/** The part of jpeg-lossless-decoder-js 2.1 that is used here; its own types are not reachable by its main entry. */
declare module 'jpeg-lossless-decoder-js' {
  export class Decoder {
    /** Samples pixel by pixel, 1 byte each up to 8 bits of precision, else 2 (little endian). */
    decompress(buffer: ArrayBuffer, offset?: number, length?: number): ArrayBuffer;
  }
}
