/** The part of cornerstone's WebAssembly codecs that is used here; the packages carry no types. */
declare module '@cornerstonejs/codec-openjpeg/decodewasmjs' {
  const load: (options: CodecOptions) => Promise<{ J2KDecoder: new () => FrameDecoder }>;
  export default load;
}
declare module '@cornerstonejs/codec-charls/decodewasmjs' {
  const load: (options: CodecOptions) => Promise<{
    JpegLSDecoder: new () => FrameDecoder & { getInterleaveMode(): number };
    getExceptionMessage(thrown: unknown): string;
  }>;
  export default load;
}
/** The full builds also encode; only tests use them. */
declare module '@cornerstonejs/codec-openjpeg' {
  const load: (options: CodecOptions) => Promise<{ J2KEncoder: new () => FrameEncoder }>;
  export default load;
}
declare module '@cornerstonejs/codec-charls' {
  const load: (
    options: CodecOptions,
  ) => Promise<{ JpegLSEncoder: new () => FrameEncoder & { setInterleaveMode(mode: number): void } }>;
  export default load;
}

type CodecOptions = { print(text: string): void; printErr(text: string): void };
type CodecFrame = { width: number; height: number; bitsPerSample: number; componentCount: number };
type FrameDecoder = {
  /** Memory of the codec: to be filled with the compressed bytes. */
  getEncodedBuffer(length: number): Uint8Array;
  decode(): void;
  getFrameInfo(): CodecFrame;
  /** Samples, 1 byte each up to 8 bits, else 2 (little endian). */
  getDecodedBuffer(): Uint8Array;
  /** Frees the codec's memory. */
  delete(): void;
};
type FrameEncoder = {
  getDecodedBuffer(frame: CodecFrame & { isSigned?: boolean; isUsingColorTransform?: boolean }): Uint8Array;
  encode(): void;
  getEncodedBuffer(): Uint8Array;
  delete(): void;
};
