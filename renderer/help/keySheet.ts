import type { WordKey } from '../../app/words/en.ts';
import type { KeyBinding } from '../app/keys.ts';

export type KeySheetArea = { area: WordKey; lines: { label: WordKey; keys: string[] }[] };

/** Bindings grouped as the help sheet prints them: by area, keys with the same meaning on one line, none twice. */
export function keySheet(bindings: readonly KeyBinding[]): KeySheetArea[] {
  const areas = new Map<WordKey, Map<WordKey, string[]>>();
  for (const { area, label, keys } of bindings) {
    const lines = areas.get(area) ?? new Map<WordKey, string[]>();
    areas.set(area, lines);
    const caps = lines.get(label) ?? [];
    lines.set(label, caps);
    if (!caps.includes(keys)) caps.push(keys);
  }
  return [...areas].map(([area, lines]) => ({
    area,
    lines: [...lines].map(([label, keys]) => ({ label, keys })),
  }));
}
