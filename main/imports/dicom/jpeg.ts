import sharp from 'sharp';
import { SIDE_PX } from '../colourPicture.ts';

/** Decodes a JPEG frame (baseline or 8-bit extended) to 8-bit samples pixel by pixel: grey, or red-green-blue. */
export async function decodeJpegFrame(
  bytes: Uint8Array,
  photometric: string,
): Promise<{ data: Uint8Array; width: number; height: number; samples: number }> {
  const source = photometric === 'RGB' ? declareRgb(bytes) : bytes;
  const image = sharp(source, { failOn: 'error', limitInputPixels: SIDE_PX.max * SIDE_PX.max });
  const { channels } = await image.metadata();
  const { data, info } = await image
    .toColourspace(channels === 1 ? 'b-w' : 'srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return {
    data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    width: info.width,
    height: info.height,
    samples: info.channels,
  };
}

/**
 * A JPEG without a JFIF or Adobe marker is taken for YCbCr by every decoder; where DICOM says RGB (0028,0004) that
 * would shift all brightness. An Adobe APP14 marker with transform 0 says it in JPEG's own words (ITU-T T.872).
 */
function declareRgb(bytes: Uint8Array): Uint8Array {
  if (hasColourMarker(bytes)) return bytes;
  const marker = [0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, 0];
  const declared = new Uint8Array(bytes.length + marker.length);
  declared.set(bytes.subarray(0, 2));
  declared.set(marker, 2);
  declared.set(bytes.subarray(2), 2 + marker.length);
  return declared;
}

function hasColourMarker(bytes: Uint8Array): boolean {
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1]!;
    if (marker === 0xe0 || marker === 0xee) return true;
    if (marker === 0xda) return false;
    at += 2 + ((bytes[at + 2]! << 8) | bytes[at + 3]!);
  }
  return false;
}
