import { useEffect, useState } from 'react';
import type { Link } from '../../../app/contract/channels.ts';
import { ask, useGeneration, useLink } from '../../link/link.ts';

/** Pictures never change under their id; a case's worth of them is kept. */
const kept = new Map<string, Promise<string>>();
const KEPT_MOST = 60;

function load(link: Link, imageId: string): Promise<string> {
  const known = kept.get(imageId);
  if (known) return known;
  const loading = ask(link, 'image.get', { imageId }).then(
    ({ pngBase64 }) => `data:image/png;base64,${pngBase64}`,
  );
  kept.set(imageId, loading);
  loading.catch(() => kept.delete(imageId));
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT_MOST) break;
    kept.delete(oldest);
  }
  return loading;
}

/** A stored colour picture as a source for `<img>`; null until it is there, or when it is gone. */
export function useColourPicture(imageId: string | null): string | null {
  const link = useLink();
  const generation = useGeneration();
  const [source, setSource] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new connection reads again
  useEffect(() => {
    setSource(null);
    if (imageId === null) return;
    let current = true;
    load(link, imageId).then(
      (found) => current && setSource(found),
      () => {},
    );
    return () => {
      current = false;
    };
  }, [link, imageId, generation]);
  return source;
}
