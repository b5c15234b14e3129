import { useEffect, useState } from 'react';
import type { Link } from '../../../app/contract/channels.ts';
import { type Failure, toFailure } from '../../../app/failure.ts';
import { ask, useGeneration, useLink } from '../../link/link.ts';

/** A stored frame, decoded: grey values 0 to 255, row-major. */
export type GreyPicture = {
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8Array<ArrayBuffer>;
};

/** Pictures never change under their id, so the last few are kept for compare, print and going back. */
const kept = new Map<string, Promise<GreyPicture>>();
const KEPT_MOST = 12;

async function decode(pngBase64: string): Promise<GreyPicture> {
  const bytes = Uint8Array.from(atob(pngBase64), (c) => c.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }), {
    colorSpaceConversion: 'none',
    premultiplyAlpha: 'none',
  });
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  const rgba = context.getImageData(0, 0, width, height).data;
  const grey = new Uint8Array(width * height);
  for (let i = 0; i < grey.length; i++) grey[i] = rgba[i * 4]!;
  return { width, height, grey };
}

export function loadPicture(link: Link, imageId: string): Promise<GreyPicture> {
  const known = kept.get(imageId);
  if (known) return known;
  const loading = ask(link, 'image.get', { imageId }).then(({ pngBase64 }) => decode(pngBase64));
  kept.set(imageId, loading);
  loading.catch(() => kept.delete(imageId));
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT_MOST) break;
    kept.delete(oldest);
  }
  return loading;
}

/** The picture of an image id; null until it is there, with the failure when it could not be read. */
export function usePicture(imageId: string | null): { picture: GreyPicture | null; failure: Failure | null } {
  const link = useLink();
  const generation = useGeneration();
  const [state, setState] = useState<{ picture: GreyPicture | null; failure: Failure | null }>({
    picture: null,
    failure: null,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new connection reads again
  useEffect(() => {
    if (imageId === null) return;
    let current = true;
    loadPicture(link, imageId).then(
      (picture) => current && setState({ picture, failure: null }),
      (thrown) => current && setState({ picture: null, failure: toFailure(thrown) }),
    );
    return () => {
      current = false;
    };
  }, [link, imageId, generation]);
  return state;
}
