import type { DicomDataset } from 'dcmjs';
import { unpackLossless, unpackSamples } from '../../codecs/unpack.ts';
import { binaries, PIXEL_DATA } from './dataset.ts';
import { fragmentsOfFrame } from './fragments.ts';
import { decodeJpegFrame } from './jpeg.ts';
import { frameBytes, type PixelLayout } from './pixelLayout.ts';
import { decodeRle } from './rle.ts';
import type { Packing } from './transferSyntax.ts';

/** The samples of one frame as the file means them, little endian; `layout` says how to read them. */
export type FrameSamples = { bytes: Uint8Array; layout: PixelLayout };

/** Unpacks one frame. Throws an Error on damaged data; the caller names the file. */
export async function readFrameSamples(
  dataset: DicomDataset,
  layout: PixelLayout,
  packing: Packing,
  frame: number,
): Promise<FrameSamples> {
  const buffers = binaries(dataset, PIXEL_DATA);
  if (/YBR_[RI]CT/.test(layout.photometric) && packing !== 'jpeg2000') throw new Error(layout.photometric);
  if (packing === 'plain' || packing === 'plainBigEndian') {
    const swap = packing === 'plainBigEndian' && dataset[PIXEL_DATA]?.vr !== 'OB';
    return { bytes: plainFrame(buffers[0] ?? new Uint8Array(), layout, frame, swap), layout };
  }
  const packed = fragmentsOfFrame(buffers, layout.frames, frame);
  const pixels = layout.rows * layout.columns;
  if (packing === 'rle') {
    const bytes = decodeRle(packed, pixels, layout.samples, layout.bitsAllocated / 8);
    return { bytes, layout: { ...layout, planar: false } };
  }
  if (packing === 'jpeg') {
    const jpeg = await decodeJpegFrame(packed, layout.photometric);
    if (jpeg.width !== layout.columns || jpeg.height !== layout.rows) {
      throw new Error(
        `JPEG of ${jpeg.width} × ${jpeg.height} in a frame of ${layout.columns} × ${layout.rows}`,
      );
    }
    const unpacked = { planar: false, bitsAllocated: 8, bitsStored: 8, highBit: 7, signed: false } as const;
    if (jpeg.samples === 1) return { bytes: jpeg.data, layout: { ...layout, ...unpacked } };
    // the decoder has turned YCbCr into red, green, blue
    return { bytes: jpeg.data, layout: { ...layout, ...unpacked, samples: 3, photometric: 'RGB' } };
  }
  if (packing === 'jpegLossless') {
    return { bytes: await losslessFrame(packed, layout), layout: { ...layout, planar: false } };
  }
  const { bytes, planar, bits, samples } = await unpackSamples(packing, packed, layout.columns, layout.rows);
  if (samples !== layout.samples || (bits > 8 ? 16 : 8) !== layout.bitsAllocated) {
    throw new Error(`${samples} samples of ${bits} bits, not ${layout.samples} in ${layout.bitsAllocated}`);
  }
  return {
    bytes,
    layout: { ...layout, planar, photometric: layout.photometric.replace(/YBR_[RI]CT/, 'RGB') },
  };
}

function plainFrame(data: Uint8Array, layout: PixelLayout, frame: number, swap: boolean): Uint8Array {
  const length = frameBytes(layout);
  const from = frame * length;
  const bytes = data.slice(from, from + length);
  if (bytes.length < length) throw new Error(`pixel data ends in frame ${frame + 1} of ${layout.frames}`);
  // OW in big endian swaps the bytes of every 16-bit word, of 8-bit samples too (PS3.5 8.1.2, annex A.3); the words
  // are counted from the first frame on
  if (swap) for (let i = 0; i < length; i++) bytes[i] = data[(from + i) ^ 1] ?? 0;
  return bytes;
}

async function losslessFrame(packed: Uint8Array, layout: PixelLayout): Promise<Uint8Array> {
  const decoded = await unpackLossless(packed);
  const expected = layout.rows * layout.columns * layout.samples * (layout.bitsAllocated / 8);
  if (decoded.length !== expected)
    throw new Error(`JPEG lossless gave ${decoded.length} bytes, not ${expected}`);
  return decoded;
}
