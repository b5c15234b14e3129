import sharp from 'sharp';
import { FailureError } from '../../app/failure.ts';
import { checkSides, type Picture, SIDE_PX } from './colourPicture.ts';

/**
 * Decodes one page of a PNG, JPEG or TIFF through libvips. Transparent parts become black, a camera's orientation
 * mark is obeyed. Throws `image.damaged`, `image.tooSmall`, `image.tooLarge`, `image.noSuchFrame`.
 */
export async function decodeRaster(
  bytes: Uint8Array,
  fileName: string,
  format: 'png' | 'jpeg' | 'tiff',
  frame?: number,
): Promise<{ picture: Picture; frames: number; frame: number }> {
  const damaged = (error: unknown) =>
    new FailureError('image.damaged', { file: fileName, format: format.toUpperCase() }, String(error));
  const options = { failOn: 'error', limitInputPixels: SIDE_PX.max * SIDE_PX.max } as const;
  const facts = await sharp(bytes, { ...options, limitInputPixels: false })
    .metadata()
    .catch((error: unknown) => {
      throw damaged(error);
    });
  if (facts.format !== format) throw damaged(`read as ${facts.format}`);
  const frames = facts.pages ?? 1;
  const page = frame ?? Math.floor(frames / 2);
  if (page >= frames)
    throw new FailureError('image.noSuchFrame', { file: fileName, frame: page + 1, frames });
  // several pages stand one below the other in `height`
  checkSides(facts.width ?? 0, facts.pageHeight ?? facts.height ?? 0, fileName);
  try {
    const { data, info } = await sharp(bytes, { ...options, ...(frames > 1 ? { page } : {}) })
      .autoOrient()
      .flatten({ background: 'black' })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    checkSides(info.width, info.height, fileName);
    return { picture: toPicture(data, info.width, info.height, info.channels), frames, frame: page };
  } catch (error) {
    throw error instanceof FailureError ? error : damaged(error);
  }
}

function toPicture(data: Buffer, width: number, height: number, channels: number): Picture {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  if (channels === 1 || channels === 3) return { width, height, channels, data: bytes };
  throw new Error(`${channels} channels`);
}
