import { FailureError } from '../../app/failure.ts';

/** A decoded picture before it becomes grey: 8-bit red, green, blue, or grey alone; row-major, interleaved. */
export type Picture = { width: number; height: number; channels: 1 | 3; data: Uint8Array };

/** Pictures outside these sides are refused: no ultrasound frame is that small or that large. */
export const SIDE_PX = { min: 32, max: 8192 } as const;
/** And no file is that long: a cine loop of several minutes fits. */
export const FILE_BYTES_MAX = 300_000_000;

/** Pixels whose channels differ by more than this are coloured on purpose (Doppler, stain), not tinted. */
const STRONG_COLOUR = 64;
/** Coloured text, callipers and logos stay well below this share of the picture; a Doppler box does not. */
const COLOUR_SHARE = 0.02;

/** Throws `image.tooSmall` or `image.tooLarge`, naming file and limit. */
export function checkSides(width: number, height: number, fileName: string): void {
  const values = { file: fileName, width, height };
  if (width < SIDE_PX.min || height < SIDE_PX.min) {
    throw new FailureError('image.tooSmall', { ...values, limit: SIDE_PX.min });
  }
  if (width > SIDE_PX.max || height > SIDE_PX.max) {
    throw new FailureError('image.tooLarge', { ...values, limit: SIDE_PX.max });
  }
}

/**
 * Grey by luminance (ITU-R BT.601: 0.299 R + 0.587 G + 0.114 B, which leaves grey pixels as they are), and whether
 * a noticeable part of the picture was strongly coloured.
 */
export function toGrey(picture: Picture): { pixels: Uint8Array; colour: boolean } {
  if (picture.channels === 1) return { pixels: picture.data, colour: false };
  const { data } = picture;
  const count = picture.width * picture.height;
  const pixels = new Uint8Array(count);
  let coloured = 0;
  for (let i = 0, at = 0; i < count; i++, at += 3) {
    const r = data[at]!;
    const g = data[at + 1]!;
    const b = data[at + 2]!;
    pixels[i] = (299 * r + 587 * g + 114 * b + 500) / 1000;
    if (Math.max(r, g, b) - Math.min(r, g, b) > STRONG_COLOUR) coloured++;
  }
  return { pixels, colour: coloured > COLOUR_SHARE * count };
}
