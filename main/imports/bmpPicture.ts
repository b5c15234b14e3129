import { FailureError } from '../../app/failure.ts';
import { checkSides, type Picture } from './colourPicture.ts';

/** Compression 3 (BI_BITFIELDS) is read for the usual 32-bit masks only. */
const BI_RGB = 0;
const BI_RLE8 = 1;
const BI_BITFIELDS = 3;

/**
 * Decodes a Windows bitmap: 1, 4, 8 (plain or RLE8), 24 and 32 bits per pixel, top-down or bottom-up.
 * Layout: BITMAPFILEHEADER, BITMAPINFOHEADER (Microsoft, wingdi.h). Throws `image.damaged` with the reason, and
 * `image.tooSmall` or `image.tooLarge` before any memory is taken.
 */
export function decodeBmp(bytes: Uint8Array, fileName: string): Picture {
  const damaged = (reason: string) =>
    new FailureError('image.damaged', { file: fileName, format: 'BMP' }, reason);
  if (bytes.length < 54) throw damaged('shorter than its header');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = {
    dataOffset: view.getUint32(10, true),
    headerBytes: view.getUint32(14, true),
    width: view.getInt32(18, true),
    height: view.getInt32(22, true),
    bits: view.getUint16(28, true),
    compression: view.getUint32(30, true),
    paletteColours: view.getUint32(46, true),
  };
  if (header.headerBytes < 40 || header.headerBytes > 124)
    throw damaged(`header of ${header.headerBytes} bytes`);
  const width = header.width;
  if (width <= 0) throw damaged(`width of ${width}`);
  if (header.compression === BI_BITFIELDS && !hasUsualMasks(view)) throw damaged('unusual channel masks');
  const height = Math.abs(header.height);
  checkSides(width, height, fileName);
  const palette = readPalette(bytes, header);
  const indices = header.bits <= 8;
  if (indices && !palette) throw damaged('the palette is cut off');
  const rows =
    header.bits === 8 && header.compression === BI_RLE8
      ? unpackRle8(bytes.subarray(header.dataOffset), width, height)
      : null;
  if (!rows && !isReadable(header.bits, header.compression)) {
    throw damaged(`${header.bits} bits with compression ${header.compression}`);
  }
  const stride = rows ? width : Math.ceil((width * header.bits) / 32) * 4;
  const source = rows ?? bytes.subarray(header.dataOffset);
  if (source.length < stride * height) throw damaged('pixel data is cut off');
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const from = (header.height < 0 ? y : height - 1 - y) * stride;
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3;
      if (indices) {
        const index = readIndex(source, from, x, rows ? 8 : header.bits);
        data.set(palette!.subarray(index * 3, index * 3 + 3), at);
      } else {
        const pixel = from + x * (header.bits / 8);
        data[at] = source[pixel + 2]!;
        data[at + 1] = source[pixel + 1]!;
        data[at + 2] = source[pixel]!;
      }
    }
  }
  return { width, height, channels: 3, data };
}

/** Blue, green, red from the lowest byte up: the masks that every program writes for 32 bits. */
function hasUsualMasks(view: DataView): boolean {
  return (
    view.byteLength >= 66 &&
    [0xff0000, 0xff00, 0xff].every((mask, i) => view.getUint32(54 + 4 * i, true) === mask)
  );
}

function isReadable(bits: number, compression: number): boolean {
  if (compression === BI_RGB) return [1, 4, 8, 24, 32].includes(bits);
  return compression === BI_BITFIELDS && bits === 32;
}

/** Red, green, blue for 256 colours; missing ones are black. Null when the file ends before the palette does. */
function readPalette(
  bytes: Uint8Array,
  header: { headerBytes: number; bits: number; paletteColours: number },
): Uint8Array | null {
  const palette = new Uint8Array(256 * 3);
  if (header.bits > 8) return palette;
  const colours = Math.min(header.paletteColours || 2 ** header.bits, 2 ** header.bits);
  const from = 14 + header.headerBytes;
  if (from + colours * 4 > bytes.length) return null;
  for (let i = 0; i < colours; i++) {
    palette[i * 3] = bytes[from + i * 4 + 2]!;
    palette[i * 3 + 1] = bytes[from + i * 4 + 1]!;
    palette[i * 3 + 2] = bytes[from + i * 4]!;
  }
  return palette;
}

function readIndex(source: Uint8Array, from: number, x: number, bits: number): number {
  const perByte = 8 / bits;
  const byte = source[from + Math.floor(x / perByte)]!;
  return (byte >> (8 - bits * ((x % perByte) + 1))) & (2 ** bits - 1);
}

/** Run-length packed indices; what the runs do not reach stays 0, as in every viewer. */
function unpackRle8(packed: Uint8Array, width: number, height: number): Uint8Array {
  const out = new Uint8Array(width * height);
  let x = 0;
  let y = 0;
  const put = (index: number) => {
    if (x < width && y < height) out[y * width + x] = index;
    x++;
  };
  for (let at = 0; at + 1 < packed.length && y < height; ) {
    const count = packed[at]!;
    const value = packed[at + 1]!;
    at += 2;
    if (count > 0) {
      for (let i = 0; i < count; i++) put(value);
    } else if (value === 0) {
      x = 0;
      y++;
    } else if (value === 1) {
      break;
    } else if (value === 2) {
      x += packed[at] ?? 0;
      y += packed[at + 1] ?? 0;
      at += 2;
    } else {
      for (let i = 0; i < value; i++) put(packed[at + i] ?? 0);
      at += value + (value % 2);
    }
  }
  return out;
}
