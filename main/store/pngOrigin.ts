import { crc32 } from 'node:zlib';
import { type ImageOrigin, imageOriginSchema } from '../../app/image/imageOrigin.ts';

/**
 * A stored picture carries the record of its de-identification itself, as a DICOM file would: a text chunk of the PNG
 * (PNG specification 11.3.4.5, iTXt, UTF-8), so that it goes wherever the picture goes.
 */
const KEYWORD = 'ThyroMap-origin';
/** Signature (8), IHDR with length, type, 13 bytes and check sum (25). */
const AFTER_HEADER = 33;

export function withOrigin(png: Buffer, origin: ImageOrigin): Buffer {
  // Keyword, zero, no compression (two bytes), no language, no translated keyword.
  const text = Buffer.concat([
    Buffer.from(KEYWORD, 'latin1'),
    Buffer.from([0, 0, 0, 0, 0]),
    Buffer.from(JSON.stringify(origin), 'utf8'),
  ]);
  const body = Buffer.concat([Buffer.from('iTXt', 'latin1'), text]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(text.length, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  return Buffer.concat([png.subarray(0, AFTER_HEADER), chunk, png.subarray(AFTER_HEADER)]);
}

/** The record of a stored picture; null for one from before there were such records, or from elsewhere with another. */
export function originOfPng(png: Buffer): ImageOrigin | null {
  for (let at = 8; at + 12 <= png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    if (type === 'iTXt' && png.toString('latin1', at + 8, at + 8 + KEYWORD.length) === KEYWORD) {
      const json = png.toString('utf8', at + 8 + KEYWORD.length + 5, at + 8 + length);
      try {
        return imageOriginSchema.parse(JSON.parse(json));
      } catch {
        return null;
      }
    }
    if (type === 'IDAT') return null;
    at += length + 12;
  }
  return null;
}
