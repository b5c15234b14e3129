import type { Finding } from '../../app/case/assessment.ts';
import type { Sex, Side, SpacingSource, ViewKind } from '../../app/case/patientCase.ts';
import { FailureError } from '../../app/failure.ts';
import type { GreyFrame } from '../../app/image/greyFrame.ts';
import { decodeBmp } from './bmpPicture.ts';
import { checkSides, FILE_BYTES_MAX, type Picture, toGrey } from './colourPicture.ts';
import { openDicom } from './dicom/decodeDicom.ts';
import { type FileOrigin, NO_FILE_ORIGIN, type Privacy } from './dicom/deidentify.ts';
import { guessFromName } from './guessView.ts';
import { decodeRaster } from './rasterPicture.ts';
import { type PictureFormat, sniffFormat } from './sniff.ts';

/**
 * Everything that is kept of an image file. No name, number or date of the patient is among it, unless the
 * administrator has turned identifiers on.
 */
export type DecodedImage = {
  frame: GreyFrame;
  format: PictureFormat;
  /** Number of frames in the file, and which of them this is (from 0). */
  frames: number;
  frameIndex: number;
  colour: boolean;
  spacingSource: SpacingSource | null;
  ageYears: number | null;
  sex: Sex | null;
  viewGuess: ViewKind | null;
  sideGuess: Side | null;
  findings: Finding[];
  /** UIDs, mapped; nothing where no store asks. */
  origin: FileOrigin;
};

/** What a format's own decoder gives; the rest is the same for all. */
export type DecodedPicture = {
  picture: Picture;
  frames: number;
  frame: number;
  spacingMmPerPx?: number | null;
  spacingSource?: SpacingSource | null;
  ageYears?: number | null;
  sex?: Sex | null;
  view?: ViewKind | null;
  side?: Side | null;
  origin?: FileOrigin;
};

/** Reads one frame of a file that was opened; the middle one when none is named. */
export type ReadFrame = (frame?: number) => Promise<DecodedPicture>;

/**
 * Reads an ultrasound picture: DICOM, PNG, JPEG, BMP or TIFF, told by its bytes. `frame` counts from 0; the middle
 * one is taken when it is not given. Throws a FailureError that names the file and the reason, whatever the bytes.
 */
export async function decodeImage(
  bytes: Uint8Array,
  fileName: string,
  frame?: number,
): Promise<DecodedImage> {
  return (await openImage(bytes, fileName))(frame);
}

/** The same in two steps, for loops: the file is parsed once, then its frames are read as they are asked for. */
export async function openImage(
  bytes: Uint8Array,
  fileName: string,
  privacy: Privacy | null = null,
): Promise<(frame?: number) => Promise<DecodedImage>> {
  const format = formatOf(bytes, fileName);
  const readFrame = await openAs(format, bytes, fileName, privacy);
  return async (frame) => describe(await readFrame(frame), format, fileName);
}

/** The same with the colours kept: for pictures of smears. */
export async function openPicture(bytes: Uint8Array, fileName: string): Promise<ReadFrame> {
  const readFrame = await openAs(formatOf(bytes, fileName), bytes, fileName, null);
  return async (frame) => {
    const decoded = await readFrame(frame);
    checkSides(decoded.picture.width, decoded.picture.height, fileName);
    return decoded;
  };
}

function formatOf(bytes: Uint8Array, fileName: string): PictureFormat {
  if (bytes.length > FILE_BYTES_MAX) {
    throw new FailureError('image.fileTooLarge', { file: fileName, limitMb: FILE_BYTES_MAX / 1e6 });
  }
  return sniffFormat(bytes, fileName);
}

async function openAs(
  format: PictureFormat,
  bytes: Uint8Array,
  fileName: string,
  privacy: Privacy | null,
): Promise<ReadFrame> {
  if (format === 'dicom') return openDicom(bytes, fileName, privacy);
  if (format !== 'bmp') return (frame) => decodeRaster(bytes, fileName, format, frame);
  return async (frame) => {
    if (frame) throw new FailureError('image.noSuchFrame', { file: fileName, frame: frame + 1, frames: 1 });
    return { picture: decodeBmp(bytes, fileName), frames: 1, frame: 0 };
  };
}

function describe(decoded: DecodedPicture, format: PictureFormat, fileName: string): DecodedImage {
  const { picture } = decoded;
  checkSides(picture.width, picture.height, fileName);
  const { pixels, colour } = toGrey(picture);
  const spacingMmPerPx = decoded.spacingMmPerPx ?? null;
  const named = guessFromName(fileName);
  const viewGuess = decoded.view ?? named.view;
  return {
    frame: { width: picture.width, height: picture.height, pixels, spacingMmPerPx },
    format,
    frames: decoded.frames,
    frameIndex: decoded.frame,
    colour,
    spacingSource: spacingMmPerPx === null ? null : (decoded.spacingSource ?? null),
    ageYears: decoded.ageYears ?? null,
    sex: decoded.sex ?? null,
    viewGuess,
    sideGuess: decoded.side ?? named.side,
    findings: findingsOf(fileName, viewGuess, colour, spacingMmPerPx),
    origin: decoded.origin ?? NO_FILE_ORIGIN,
  };
}

function findingsOf(
  fileName: string,
  view: ViewKind | null,
  colour: boolean,
  spacingMmPerPx: number | null,
): Finding[] {
  const findings: Finding[] = [];
  if (colour) findings.push({ code: 'colour', severity: 'warning', view, values: { file: fileName } });
  if (spacingMmPerPx === null) {
    findings.push({ code: 'scaleMissing', severity: 'note', view, values: { file: fileName } });
  }
  return findings;
}
