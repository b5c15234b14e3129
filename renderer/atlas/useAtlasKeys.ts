import type { WordKey } from '../../app/words/en.ts';
import { type KeyBinding, useKeys } from '../app/keys.ts';

const listed = (label: WordKey, ...keys: string[]): KeyBinding[] =>
  keys.map((key) => ({ keys: key, label, area: 'keys.areaAtlas', byFocus: true, press: () => {} }));

const KEYS: readonly KeyBinding[] = [
  ...listed('keys.atlas.turn', 'arrowleft', 'arrowright', 'arrowup', 'arrowdown'),
  ...listed('keys.atlas.zoom', '+', '-'),
  ...listed('keys.atlas.preset', '1', '2', '3', '4', '5'),
  ...listed('keys.atlas.start', 'home'),
  ...listed('keys.atlas.region', '[', ']'),
];

/**
 * The view's keys in the help sheet. They act where the view has the focus: its own handler takes them before the
 * window's, so elsewhere 1 to 4 stay the layers'.
 */
export function useAtlasKeys(): void {
  useKeys(KEYS);
}
