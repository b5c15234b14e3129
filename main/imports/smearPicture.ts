import sharp from 'sharp';
import { SMEAR_LONG_SIDE_PX, SMEAR_SIDE_MIN_PX } from '../../app/cytology/smear.ts';
import { looksLikeSmear, smearLook } from '../../app/cytology/smearLook.ts';
import { FailureError } from '../../app/failure.ts';
import type { NewSmear } from '../store/index.ts';
import { openPicture } from './decodeImage.ts';
import { fingerprint } from './staging.ts';

/**
 * Reads a needle-cytology picture (PNG, JPEG, BMP, TIFF, DICOM in colour) and makes it ready for the store: no name,
 * date or other mark of the file comes along. Throws `cytology.notSmear` for a picture not coloured like a stained
 * smear (an ultrasound frame, a document), and what every picture can throw.
 */
export async function readSmear(bytes: Uint8Array, fileName: string): Promise<NewSmear> {
  const { picture } = await (await openPicture(bytes, fileName))();
  const { width, height, channels } = picture;
  if (Math.min(width, height) < SMEAR_SIDE_MIN_PX)
    throw new FailureError('image.tooSmall', { file: fileName, width, height, limit: SMEAR_SIDE_MIN_PX });
  if (channels !== 3 || !looksLikeSmear(smearLook({ width, height, rgb: picture.data })))
    throw new FailureError('cytology.notSmear', { file: fileName });
  const { data, info } = await sharp(picture.data, { raw: { width, height, channels: 3 } })
    .resize(SMEAR_LONG_SIDE_PX, SMEAR_LONG_SIDE_PX, { fit: 'inside', withoutEnlargement: true })
    .png({ compressionLevel: 6 })
    .toBuffer({ resolveWithObject: true });
  return { png: data, width: info.width, height: info.height, sha256: fingerprint(bytes), fileName };
}
