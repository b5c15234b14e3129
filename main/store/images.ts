import sharp from 'sharp';
import type { ColourPicture } from '../../app/cytology/colourPicture.ts';
import { FailureError } from '../../app/failure.ts';
import type { GreyFrame } from '../../app/image/greyFrame.ts';
import { prepared, read, type Store } from './store.ts';

/** The stored grey frame as PNG bytes; throws `image.notFound`. */
export function getImagePng(store: Store, imageId: string): Buffer {
  return read(store, () => {
    const png = prepared<[string], Buffer>(store, 'SELECT png FROM images WHERE id = ?')
      .pluck()
      .get(imageId) as Buffer | undefined;
    if (!png) throw new FailureError('image.notFound', {});
    return png;
  });
}

/** Cases (not deleted) that hold a picture made from the same file, oldest first. */
export function casesWithImage(store: Store, sha256: string): { caseId: string; label: string }[] {
  return read(store, () =>
    store.db
      .prepare<[string], { caseId: string; label: string }>(
        `SELECT DISTINCT c.id AS caseId, c.label FROM images i JOIN cases c ON c.n = i.case_n
         WHERE i.sha256 = ? AND c.deleted_at IS NULL ORDER BY c.n LIMIT 20`,
      )
      .all(sha256),
  );
}

/** A grey frame as lossless 8-bit PNG. */
export async function writeGreyPng(frame: GreyFrame): Promise<Buffer> {
  return sharp(frame.pixels, { raw: { width: frame.width, height: frame.height, channels: 1 } })
    .toColourspace('b-w')
    .png({ compressionLevel: 6 })
    .toBuffer();
}

/** The inverse of `writeGreyPng`. */
export async function readGreyPng(png: Uint8Array, spacingMmPerPx: number | null): Promise<GreyFrame> {
  const { data, info } = await sharp(png)
    .toColourspace('b-w')
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return {
    width: info.width,
    height: info.height,
    pixels: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    spacingMmPerPx,
  };
}

/** The stored colours of a smear picture. */
export async function readColourPng(png: Uint8Array): Promise<ColourPicture> {
  const { data, info } = await sharp(png)
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return {
    width: info.width,
    height: info.height,
    rgb: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  };
}

/** A case (not deleted) with this label whose pictures were made from exactly these files; null when there is none. */
export function caseWithSamePictures(
  store: Store,
  label: string,
  sha256: readonly string[],
): { caseId: string; label: string } | null {
  return read(store, () => {
    const wanted = [...sha256].sort().join();
    const candidates = store.db
      .prepare<[string, string], { caseId: string; label: string; n: number }>(
        `SELECT DISTINCT c.id AS caseId, c.label, c.n FROM images i JOIN cases c ON c.n = i.case_n
         WHERE i.sha256 = ? AND c.label = ? AND c.deleted_at IS NULL`,
      )
      .all(sha256[0]!, label);
    const pictures = prepared<[number], string>(
      store,
      'SELECT i.sha256 FROM views v JOIN images i ON i.id = v.image_id WHERE v.case_n = ?',
    ).pluck();
    const same = candidates.find(({ n }) => pictures.all(n).sort().join() === wanted);
    return same ? { caseId: same.caseId, label: same.label } : null;
  });
}
