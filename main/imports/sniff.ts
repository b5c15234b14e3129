import { FailureError } from '../../app/failure.ts';

/** The picture formats that can be read. */
export type PictureFormat = 'dicom' | 'png' | 'jpeg' | 'bmp' | 'tiff';

type Signature = { name: string; at: number; bytes: number[] };

const PICTURES: (Signature & { name: PictureFormat })[] = [
  // first, because the 128 bytes before it may hold a TIFF header (PS3.10 7.1: files of double use)
  { name: 'dicom', at: 128, bytes: [0x44, 0x49, 0x43, 0x4d] },
  { name: 'png', at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { name: 'jpeg', at: 0, bytes: [0xff, 0xd8, 0xff] },
  { name: 'tiff', at: 0, bytes: [0x49, 0x49, 0x2a, 0x00] },
  { name: 'tiff', at: 0, bytes: [0x4d, 0x4d, 0x00, 0x2a] },
  { name: 'bmp', at: 0, bytes: [0x42, 0x4d] },
];

/** What people drop by mistake, so that the sentence can say what the file is. */
const OTHERS: Signature[] = [
  { name: 'GIF', at: 0, bytes: [0x47, 0x49, 0x46, 0x38] },
  { name: 'WebP', at: 8, bytes: [0x57, 0x45, 0x42, 0x50] },
  { name: 'PDF', at: 0, bytes: [0x25, 0x50, 0x44, 0x46] },
  { name: 'ZIP', at: 0, bytes: [0x50, 0x4b, 0x03, 0x04] },
  { name: 'HEIC', at: 4, bytes: [0x66, 0x74, 0x79, 0x70, 0x68, 0x65, 0x69, 0x63] },
  { name: 'MP4', at: 4, bytes: [0x66, 0x74, 0x79, 0x70] },
  { name: 'AVI', at: 0, bytes: [0x52, 0x49, 0x46, 0x46] },
  { name: 'JPEG 2000', at: 4, bytes: [0x6a, 0x50, 0x20, 0x20] },
  { name: 'RAR', at: 0, bytes: [0x52, 0x61, 0x72, 0x21] },
  { name: '7-Zip', at: 0, bytes: [0x37, 0x7a, 0xbc, 0xaf] },
];

/**
 * Tells the format from the first bytes, never from the name. Throws `image.empty`, `image.isText`,
 * `image.otherFormat` or `image.unknownFormat`, each naming the file.
 */
export function sniffFormat(bytes: Uint8Array, fileName: string): PictureFormat {
  if (bytes.length === 0) throw new FailureError('image.empty', { file: fileName });
  const picture = PICTURES.find((signature) => matches(bytes, signature));
  // a text that happens to begin with "BM" is still a text
  if (picture && !(picture.name === 'bmp' && looksLikeText(bytes))) return picture.name;
  const other = OTHERS.find((signature) => matches(bytes, signature));
  if (other) throw new FailureError('image.otherFormat', { file: fileName, format: other.name });
  throw new FailureError(looksLikeText(bytes) ? 'image.isText' : 'image.unknownFormat', { file: fileName });
}

function matches(bytes: Uint8Array, signature: Signature): boolean {
  return (
    bytes.length >= signature.at + signature.bytes.length &&
    signature.bytes.every((byte, i) => bytes[signature.at + i] === byte)
  );
}

/** No control bytes but tabs and line ends in the first 512 bytes. */
function looksLikeText(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 512).every((b) => b >= 32 || b === 9 || b === 10 || b === 13 || b === 12);
}
