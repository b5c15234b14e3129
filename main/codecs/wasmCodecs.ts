import type { DecodedSamples } from './protocol.ts';

/**
 * JPEG 2000 (OpenJPEG) and JPEG-LS (CharLS), as built for WebAssembly by the Cornerstone project. Loaded at the
 * first such file. Both throw an Error on damaged data.
 */

/** Decodes a JPEG 2000 code stream of the given size. A colour transform of its own is undone (result is RGB). */
export async function decodeJpeg2000(
  packed: Uint8Array,
  width: number,
  height: number,
): Promise<DecodedSamples> {
  checkSize(jpeg2000Size(packed), width, height);
  return openJpeg.use(({ J2KDecoder }) => runDecoder(new J2KDecoder(), packed));
}

/** Decodes a JPEG-LS frame, lossless or near-lossless, of the given size. */
export async function decodeJpegLs(
  packed: Uint8Array,
  width: number,
  height: number,
): Promise<DecodedSamples> {
  checkSize(jpegLsSize(packed), width, height);
  return charLs.use(({ JpegLSDecoder, getExceptionMessage }) => {
    const decoder = new JpegLSDecoder();
    try {
      return runDecoder(decoder, packed, () => decoder.getInterleaveMode() === 0);
    } catch (thrown) {
      throw typeof thrown === 'number' ? new Error(getExceptionMessage(thrown)) : thrown;
    }
  });
}

const openJpeg = keepLoaded(async () =>
  (await import('@cornerstonejs/codec-openjpeg/decodewasmjs')).default(quiet()),
);
const charLs = keepLoaded(async () =>
  (await import('@cornerstonejs/codec-charls/decodewasmjs')).default(quiet()),
);

/** Loads a codec once, and anew after a failure: its memory may be spoilt then. */
function keepLoaded<C>(load: () => Promise<C>): { use<R>(work: (codec: C) => R): Promise<R> } {
  let loaded: Promise<C> | null = null;
  return {
    async use(work) {
      loaded ??= load();
      try {
        return work(await loaded);
      } catch (error) {
        loaded = null;
        throw error;
      }
    },
  };
}

/** Their messages are not for us; the loaders keep and change this object, so each gets its own. */
function quiet(): CodecOptions {
  return { print: () => {}, printErr: () => {} };
}

function runDecoder(decoder: FrameDecoder, packed: Uint8Array, planar = () => false): DecodedSamples {
  decoder.getEncodedBuffer(packed.length).set(packed);
  decoder.decode();
  const { width, height, bitsPerSample, componentCount } = decoder.getFrameInfo();
  // a copy: the codec's memory goes with it
  const bytes = new Uint8Array(decoder.getDecodedBuffer());
  if (bytes.length === 0) throw new Error('nothing was decoded');
  const decoded = { bytes, width, height, bits: bitsPerSample, samples: componentCount, planar: planar() };
  decoder.delete();
  return decoded;
}

/** The codec reserves memory for the size that the stream claims; that must be the size DICOM gives. */
function checkSize(claimed: { width: number; height: number } | null, width: number, height: number): void {
  if (claimed?.width === width && claimed.height === height) return;
  throw new Error(`code stream of ${claimed?.width} × ${claimed?.height} in a frame of ${width} × ${height}`);
}

/** SOC and SIZ markers (ISO 15444-1 A.5.1), also inside a JP2 file, which some writers put into DICOM. */
function jpeg2000Size(bytes: Uint8Array): { width: number; height: number } | null {
  const soc = [0xff, 0x4f, 0xff, 0x51];
  const at = bytes.subarray(0, 4096).findIndex((_, i) => soc.every((byte, k) => bytes[i + k] === byte));
  if (at < 0 || at + 24 > bytes.length) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, 24);
  return { width: view.getUint32(8) - view.getUint32(16), height: view.getUint32(12) - view.getUint32(20) };
}

/** SOF55, the frame header of JPEG-LS (ISO 14495-1 C.2.2). */
function jpegLsSize(bytes: Uint8Array): { width: number; height: number } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 2; at + 9 <= bytes.length && bytes[at] === 0xff; at += 2 + view.getUint16(at + 2)) {
    if (bytes[at + 1] === 0xf7) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
  }
  return null;
}
