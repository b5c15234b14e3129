import { openSheet } from '../app/route.ts';
import { useWatched, watched } from '../app/store.ts';

/** Which pack the Models screen opens at, by the hash of its manifest; null: the first. */
const shown = watched<string | null>(null);

export const useShownPack = (): string | null => useWatched(shown);
export const choosePack = (sha256: string | null): void => shown.set(sha256);

/** Opens the Models screen at a pack: its card from the place where it was met. */
export function showPack(sha256: string | null): void {
  shown.set(sha256);
  openSheet('models');
}
