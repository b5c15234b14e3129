import { createHash, randomUUID } from 'node:crypto';
import sharp from 'sharp';
import type { BurnedInChoice, StagedImage } from '../../app/contract/channels.ts';
import { FailureError } from '../../app/failure.ts';
import type { Box } from '../../app/image/greyFrame.ts';
import { type NewImage, writeGreyPng } from '../store/index.ts';
import { withOrigin } from '../store/pngOrigin.ts';
import { type DecodedImage, openImage } from './decodeImage.ts';
import { originOf, type Privacy } from './dicom/deidentify.ts';
import { cleanFrame, findWriting, storedFileName } from './privacy.ts';

/** Pictures that were dropped but not yet saved wait here, in memory, oldest dropped first. */
export const STAGED_MAX = 64;
const STAGED_BYTES_MAX = 1_000_000_000;
const THUMBNAIL_PX = 320;

export type Staged = {
  id: string;
  fileName: string;
  sha256: string;
  /** Reads another frame of a loop; null where there is only one. Holds about `heldBytes` of memory. */
  readFrame: ((frame: number) => Promise<DecodedImage>) | null;
  heldBytes: number;
  image: DecodedImage;
  /** Lines of writing in the frame. */
  writing: Box[];
};

export type Staging = {
  /** Decodes a file and keeps it. Throws what `decodeImage` throws; then nothing is kept. */
  add(bytes: Uint8Array, fileName: string): Promise<Staged>;
  /** Takes another frame of a staged multi-frame file. */
  chooseFrame(stagedId: string, frame: number): Promise<Staged>;
  /** Throws `image.stagedGone` when it was discarded or pushed out. */
  get(stagedId: string): Staged;
  discard(stagedId: string): void;
};

/** `privacy` tells what the store wants done with identifiers. */
export function makeStaging(privacy: () => Privacy | null = () => null): Staging {
  const staged = new Map<string, Staged>();

  function keep(one: Staged): Staged {
    staged.delete(one.id);
    staged.set(one.id, one);
    let bytes = 0;
    for (const other of [...staged.values()].reverse()) {
      bytes += other.image.frame.pixels.length + other.heldBytes;
      if (other !== one && bytes > STAGED_BYTES_MAX) staged.delete(other.id);
    }
    for (const id of staged.keys()) {
      if (staged.size <= STAGED_MAX) break;
      staged.delete(id);
    }
    return one;
  }

  function get(stagedId: string): Staged {
    const one = staged.get(stagedId);
    if (!one) throw new FailureError('image.stagedGone', {});
    return one;
  }

  return {
    get,
    async add(bytes, fileName) {
      const readFrame = await openImage(bytes, fileName, privacy());
      const image = await readFrame();
      const loop = image.frames > 1;
      return keep({
        id: randomUUID(),
        fileName,
        sha256: fingerprint(bytes),
        readFrame: loop ? readFrame : null,
        heldBytes: loop ? bytes.length : 0,
        image,
        writing: findWriting(image.frame),
      });
    },
    async chooseFrame(stagedId, frame) {
      const one = get(stagedId);
      if (frame === one.image.frameIndex) return one;
      if (!one.readFrame) {
        throw new FailureError('image.noSuchFrame', { file: one.fileName, frame: frame + 1, frames: 1 });
      }
      const image = await one.readFrame(frame);
      return keep({ ...one, image, writing: findWriting(image.frame) });
    },
    discard(stagedId) {
      staged.delete(stagedId);
    },
  };
}

/** SHA-256 of a file, hexadecimal. */
export function fingerprint(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** What the screen shows of a staged picture. */
export async function describeStaged(
  one: Staged,
  duplicateOf: StagedImage['duplicateOf'],
): Promise<StagedImage> {
  const { image } = one;
  return {
    stagedId: one.id,
    fileName: one.fileName,
    sha256: one.sha256,
    format: image.format,
    width: image.frame.width,
    height: image.frame.height,
    frames: image.frames,
    frame: image.frameIndex,
    spacingMmPerPx: image.frame.spacingMmPerPx,
    spacingSource: image.spacingSource,
    viewGuess: image.viewGuess,
    sideGuess: image.sideGuess,
    ageYears: image.ageYears,
    sex: image.sex,
    colour: image.colour,
    thumbnailBase64: (await thumbnail(image)).toString('base64'),
    findings: image.findings,
    duplicateOf,
    burnedInText: one.writing,
    patientId: image.origin.identifiers?.patientId ?? image.origin.identifiers?.patientName ?? null,
  };
}

function thumbnail(image: DecodedImage): Promise<Buffer> {
  const { width, height, pixels } = image.frame;
  return sharp(pixels, { raw: { width, height, channels: 1 } })
    .resize(THUMBNAIL_PX, THUMBNAIL_PX, { fit: 'inside', withoutEnlargement: true })
    .toColourspace('b-w')
    .png()
    .toBuffer();
}

/** The picture as the store keeps it: writing blanked unless the person keeps it, with the record of that. */
export async function toNewImage(
  { image, sha256, fileName, writing }: Pick<Staged, 'image' | 'sha256' | 'fileName' | 'writing'>,
  choice: BurnedInChoice,
): Promise<NewImage> {
  const { frame, burnedInText } = cleanFrame(image.frame, writing, choice);
  const { origin, format } = image;
  return {
    png: withOrigin(await writeGreyPng(frame), originOf(origin, burnedInText)),
    width: frame.width,
    height: frame.height,
    sha256,
    fileName: storedFileName(fileName, format, sha256, origin.identifiers !== null),
    colour: image.colour,
  };
}
