import sharp from 'sharp';
import { FailureError } from '../../../app/failure.ts';
import { checkSides, type Picture } from '../colourPicture.ts';
import type { ReadFrame } from '../decodeImage.ts';
import { type DicomFile, PIXEL_DATA, readDicomFile, text } from './dataset.ts';
import { NO_FILE_ORIGIN, type Privacy, readFileOrigin } from './deidentify.ts';
import { readFrameSamples } from './frameSamples.ts';
import { readPatientFacts } from './patientFacts.ts';
import { readPixelLayout } from './pixelLayout.ts';
import { readScale, squareness } from './scale.ts';
import { toPicture } from './toPicture.ts';
import { lookUpTransferSyntax, type Packing } from './transferSyntax.ts';

/** Ultrasound Image, Ultrasound Multi-frame Image, and their retired predecessors (PS3.6 table A-1). */
const ULTRASOUND_CLASSES = ['6.1', '3.1', '6', '3'].map((end) => `1.2.840.10008.5.1.4.1.1.${end}`);

/**
 * Opens an ultrasound DICOM file: parsed once, then any frame can be read with its scale, as square pixels. Throws
 * `dicom.damaged`, `dicom.notUltrasound`, `dicom.noPixels`, `dicom.unsupportedSyntax`, `dicom.unsupportedPixels`,
 * `image.tooSmall` or `image.tooLarge`, and for a frame `dicom.damaged` or `image.noSuchFrame`; each names the file.
 */
export async function openDicom(
  bytes: Uint8Array,
  fileName: string,
  privacy: Privacy | null = null,
): Promise<ReadFrame> {
  const file = await readDicomFile(bytes, fileName);
  checkUltrasound(file, fileName);
  const { dataset } = file;
  if (!dataset[PIXEL_DATA]) throw new FailureError('dicom.noPixels', { file: fileName });
  const packing = checkSyntax(file.transferSyntax, fileName);
  const layout = readPixelLayout(dataset, fileName);
  checkSides(layout.columns, layout.rows, fileName);
  if (packing === 'jpeg' && layout.bitsStored > 8) {
    const syntax = `JPEG, ${layout.bitsStored} bits`;
    throw new FailureError('dicom.unsupportedSyntax', { file: fileName, syntax }, file.transferSyntax);
  }
  const origin = privacy === null ? NO_FILE_ORIGIN : readFileOrigin(dataset, privacy);
  return async (frame = Math.floor(layout.frames / 2)) => {
    if (frame >= layout.frames) {
      throw new FailureError('image.noSuchFrame', {
        file: fileName,
        frame: frame + 1,
        frames: layout.frames,
      });
    }
    try {
      const picture = toPicture(dataset, await readFrameSamples(dataset, layout, packing, frame));
      const scale = readScale(dataset);
      const { stretchX, stretchY, spacingMmPerPx } = squareness(dataset, scale);
      return {
        picture: await stretch(picture, stretchX, stretchY, fileName),
        frames: layout.frames,
        frame,
        spacingMmPerPx,
        spacingSource: scale?.source ?? null,
        ...readPatientFacts(dataset),
        origin,
      };
    } catch (error) {
      if (error instanceof FailureError) throw error;
      throw new FailureError('dicom.damaged', { file: fileName }, String(error));
    }
  };
}

function checkUltrasound({ dataset, sopClass }: DicomFile, fileName: string): void {
  const modality = text(dataset, '00080060');
  if (modality === 'US' || (modality === null && ULTRASOUND_CLASSES.includes(sopClass))) return;
  throw new FailureError('dicom.notUltrasound', { file: fileName, modality: modality ?? '?' });
}

function checkSyntax(uid: string, fileName: string): Packing {
  const known = lookUpTransferSyntax(uid);
  if ('packing' in known) return known.packing;
  throw new FailureError('dicom.unsupportedSyntax', { file: fileName, syntax: known.refused }, uid);
}

/** Resamples to square pixels; untouched where they are. */
async function stretch(picture: Picture, byX: number, byY: number, fileName: string): Promise<Picture> {
  if (byX === 1 && byY === 1) return picture;
  const width = Math.round(picture.width * byX);
  const height = Math.round(picture.height * byY);
  checkSides(width, height, fileName);
  const { data } = await sharp(picture.data, {
    raw: { width: picture.width, height: picture.height, channels: picture.channels },
  })
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .toColourspace(picture.channels === 1 ? 'b-w' : 'srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { width, height, channels: picture.channels, data: new Uint8Array(data) };
}
